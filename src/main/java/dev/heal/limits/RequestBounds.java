package dev.heal.limits;

import java.io.IOException;
import java.security.Principal;
import java.util.concurrent.Semaphore;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;

/**
 * Holds each request to its bounds: how often its caller may call, and how large and how
 * slow its body may be. Overload is 503 to Alertmanager, which tries again after nothing
 * else.
 */
@Component
class RequestBounds extends OncePerRequestFilter {

	private static final int BEGINNING = 64 * 1024;

	private final LimitProperties properties;

	// filters are made before all else, and shall not bring the workspace with them
	private final ObjectProvider<Workspace> workspace;

	private final ObjectProvider<Overload> overload;

	private final Semaphore intake;

	private final Bodies bodies;

	private final JsonMapper mapper;

	private final Rates webhooks;

	private final Rates calls;

	RequestBounds(LimitProperties properties, ObjectProvider<Workspace> workspace, ObjectProvider<Overload> overload,
			Bodies bodies, JsonMapper mapper) {
		this.properties = properties;
		this.workspace = workspace;
		this.overload = overload;
		this.intake = new Semaphore(properties.webhooks());
		this.bodies = bodies;
		this.mapper = mapper;
		this.webhooks = new Rates(properties.webhooksPerSecond());
		this.calls = new Rates(properties.callsPerSecond());
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return request.getRequestURI().startsWith("/actuator/health");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		BoundedBody body = new BoundedBody(request.getInputStream(), max(request), this.properties.bodyTime(),
				this.bodies);
		try {
			check(request);
			if (isWebhook(request)) {
				takeIn(new BoundedRequest(request, begun(body)), response, chain);
			}
			else {
				chain.doFilter(read(request, body), response);
			}
		}
		catch (RefusedException ex) {
			answer(response, ex);
		}
		finally {
			body.release();
		}
	}

	// not counted while it arrives: slow senders would keep the others out
	private ServletInputStream begun(BoundedBody body) throws IOException {
		this.overload.stream().flatMap((overload) -> overload.objection().stream()).findFirst().ifPresent((reason) -> {
			throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, reason);
		});
		return new BegunBody(body.readNBytes(BEGINNING), body);
	}

	private void takeIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.intake.tryAcquire()) {
			throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE,
					"Too many webhooks are being taken in at once (heal.limits.webhooks); try again.");
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			this.intake.release();
		}
	}

	// a webhook is read alert by alert; all others are small, and whole before anybody
	// looks at them
	private static HttpServletRequest read(HttpServletRequest request, BoundedBody body) throws IOException {
		return (request.getContentLengthLong() > 0 || isChunked(request))
				? new BoundedRequest(request, new ReadBody(body.readAllBytes())) : request;
	}

	private static boolean isChunked(HttpServletRequest request) {
		return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

	private void check(HttpServletRequest request) {
		boolean webhook = isWebhook(request);
		if (!(webhook ? this.webhooks : this.calls).mayCall(caller(request), System.nanoTime())) {
			throw new RefusedException(webhook ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS,
					"You call more often than heal.limits allows in a second; slow down.");
		}
		max(request).check(request.getContentLengthLong());
		String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			throw new RefusedException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					"Send the body as it is, without Content-Encoding.");
		}
	}

	private Bound max(HttpServletRequest request) {
		if (isWebhook(request)) {
			return Bound.ofWebhook(this.properties.webhookBody());
		}
		return request.getMethod().equals("PUT") ? Bound.of("report", this.workspace.getObject().maxReport())
				: Bound.of("body", this.properties.body());
	}

	private static boolean isWebhook(HttpServletRequest request) {
		return request.getMethod().equals("POST") && request.getRequestURI().equals("/alerts/a7");
	}

	private static String caller(HttpServletRequest request) {
		Principal caller = request.getUserPrincipal();
		return (caller != null) ? caller.getName() : request.getRemoteAddr();
	}

	private void answer(HttpServletResponse response, RefusedException ex) throws IOException {
		response.setStatus(ex.getStatusCode().value());
		ex.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream().write(this.mapper.writeValueAsBytes(ex.getBody()));
	}

}
