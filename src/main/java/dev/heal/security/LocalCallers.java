package dev.heal.security;

import java.net.URI;
import java.util.EnumSet;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Lets this machine call where callers are not authenticated. A page in a browser of this
 * machine is not this machine: its name may have been rebound to the loopback interface,
 * which Host tells, and it may come from elsewhere, which Origin tells.
 */
@Component
class LocalCallers {

	private static final Pattern LOOPBACK = Pattern
		.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)\\]?", Pattern.CASE_INSENSITIVE);

	private final boolean open;

	LocalCallers(SecurityProperties properties) {
		this.open = properties.open();
	}

	Authentication check(HttpServletRequest request) {
		if (!this.open && !LOOPBACK.matcher(request.getServerName()).matches()) {
			throw new ForeignCallerException(
					"Without authentication Heal answers to localhost only, not to the name in Host. "
							+ "Call http://localhost, or configure heal.security.tokens-file.");
		}
		if (!this.open && isForeign(request)) {
			throw new ForeignCallerException("Without authentication Heal does not answer pages of other origins. "
					+ "Use the page at /swagger-ui.html, or configure heal.security.tokens-file.");
		}
		return new Caller(this.open ? "anybody at " + request.getRemoteAddr() : "this machine",
				EnumSet.allOf(Scope.class));
	}

	/**
	 * Tells whether a page of another origin makes a browser call. Who follows a link to
	 * Heal is not meant.
	 * @param request the request
	 * @return whether its origin is not the host that it calls
	 */
	static boolean isForeign(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		if (origin == null) {
			return isOfAnotherSite(request);
		}
		String authority = request.getHeader(HttpHeaders.HOST);
		try {
			return authority == null || !authority.equalsIgnoreCase(URI.create(origin).getAuthority());
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

	private static boolean isOfAnotherSite(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		boolean isLink = request.getMethod().equals("GET") && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
		return ("cross-site".equals(site) || "same-site".equals(site)) && !isLink;
	}

}
