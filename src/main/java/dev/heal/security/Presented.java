package dev.heal.security;

import java.util.Set;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A token that a caller sent and nobody has looked at yet.
 */
final class Presented extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final String token;

	Presented(String token) {
		super(Set.of());
		this.token = token;
	}

	@Override
	public String getPrincipal() {
		return "";
	}

	@Override
	public String getCredentials() {
		return this.token;
	}

}
