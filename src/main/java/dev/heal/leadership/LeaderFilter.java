package dev.heal.leadership;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses what changes anything where this Heal does not lead, or is about to stop:
 * before the request is read, and with a 503, after which Alertmanager asks again.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class LeaderFilter extends OncePerRequestFilter {

	private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

	// filters are made before all else, and shall not bring the workspace with them
	private final ObjectProvider<Leadership> leadership;

	private final JsonMapper mapper;

	LeaderFilter(ObjectProvider<Leadership> leadership, JsonMapper mapper) {
		this.leadership = leadership;
		this.mapper = mapper;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return HARMLESS.contains(request.getMethod());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<String> objection = this.leadership.getObject().objection();
		if (objection.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		response.setHeader(HttpHeaders.RETRY_AFTER, "5");
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		this.mapper.writeValue(response.getOutputStream(),
				ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, objection.get()));
	}

}
