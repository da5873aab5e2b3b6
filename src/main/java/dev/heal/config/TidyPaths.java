package dev.heal.config;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes paths as people put them together: with a slash too many in front, between or
 * behind. It comes first, so that everybody else sees one and the same path.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class TidyPaths extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI();
		chain.doFilter(path.equals(tidy(path)) ? request : new TidyRequest(request), response);
	}

	private static String tidy(String path) {
		String single = path.replaceAll("/{2,}", "/");
		return (single.length() > 1 && single.endsWith("/")) ? single.substring(0, single.length() - 1) : single;
	}

	/**
	 * The same request, to the path that was meant.
	 */
	private static final class TidyRequest extends HttpServletRequestWrapper {

		private TidyRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRequestURI() {
			return tidy(super.getRequestURI());
		}

		@Override
		public String getServletPath() {
			return tidy(super.getServletPath());
		}

	}

}
