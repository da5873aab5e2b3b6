package dev.heal.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Finds the token in a request: a bearer token, or the password of Basic with any user,
 * for Alertmanagers that know nothing else. Without any way to know callers, all that is
 * looked at is where they call from.
 */
@Component
class PresentedTokens implements AuthenticationConverter {

	private static final Pattern SYNTAX = Pattern.compile("(?i)(bearer|basic) +([A-Za-z0-9._~+/-]+=*) *");

	private final LocalCallers localCallers;

	private final SecurityProperties properties;

	PresentedTokens(LocalCallers localCallers, SecurityProperties properties) {
		this.localCallers = localCallers;
		this.properties = properties;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!this.properties.knowsCallers()) {
			return this.localCallers.check(request);
		}
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (headers.isEmpty()) {
			return null;
		}
		Matcher matcher = SYNTAX.matcher(headers.getFirst());
		if (headers.size() > 1 || !matcher.matches()) {
			throw new BadCredentialsException("neither one bearer token nor one user and password");
		}
		String value = matcher.group(2);
		if (!"basic".equalsIgnoreCase(matcher.group(1))) {
			return new Presented(value);
		}
		// a browser sends user and password by itself, whatever page makes it call
		if (LocalCallers.isForeign(request)) {
			throw new ForeignCallerException(
					"A page of another origin may not call with the password that a browser remembers.");
		}
		return new Presented(password(value));
	}

	private static String password(String value) {
		try {
			String decoded = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
			int colon = decoded.indexOf(':');
			if (colon < 0) {
				throw new BadCredentialsException("not a user and a password");
			}
			return decoded.substring(colon + 1);
		}
		catch (IllegalArgumentException ex) {
			throw new BadCredentialsException("not Base64", ex);
		}
	}

}
