package dev.heal.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers those who may not call, with a problem that says what to do. Their request is
 * not read any further.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	private final JsonMapper mapper;

	Refusals(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		switch (ex) {
			case ForeignCallerException foreign ->
				answer(response, HttpStatus.FORBIDDEN, String.valueOf(foreign.getMessage()));
			case AuthenticationServiceException failed -> answerLater(response, failed);
			default -> answerUnknown(request, response);
		}
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		answer(response, HttpStatus.FORBIDDEN,
				"%s is known but lacks the scope for this call: webhook for POST /alerts/a7, read for what only reads, operate for the rest. "
					.formatted((caller != null) ? caller.getName() : "The caller")
						+ "Scopes stand behind the token in heal.security.tokens-file, or in heal.security.service-accounts or heal.security.certificates.");
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException ex)
			throws IOException {
		answer(response, HttpStatus.BAD_REQUEST,
				"This is not a request that Heal understands; /swagger-ui.html shows those that there are.");
	}

	private void answerUnknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"heal\"");
		// a browser asks its user only then; the token is the password
		if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE)) {
			response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"heal\", charset=\"UTF-8\"");
		}
		answer(response, HttpStatus.UNAUTHORIZED,
				"Send a token that Heal knows, as 'Authorization: Bearer <token>' or as the password of Basic: one of heal.security.tokens-file, "
						+ "or that of a service account where heal.security.token-review is on. A client certificate of heal.security.certificates does as well.");
	}

	// Alertmanager tries again after 5xx and after nothing else
	private void answerLater(HttpServletResponse response, AuthenticationServiceException ex) throws IOException {
		logger.warn("A caller could not be authenticated: {}", ex.getMessage());
		response.setHeader(HttpHeaders.RETRY_AFTER, "5");
		answer(response, HttpStatus.SERVICE_UNAVAILABLE,
				"The token cannot be checked now, as the API server does not answer; try again.");
	}

	private void answer(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream()
			.write(this.mapper.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail)));
	}

}
