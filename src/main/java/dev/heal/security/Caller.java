package dev.heal.security;

import java.util.Set;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A caller who is known.
 */
final class Caller extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final String name;

	Caller(String name, Set<Scope> scopes) {
		super(scopes.stream().map(Scope::authority).toList());
		this.name = name;
		setAuthenticated(true);
	}

	@Override
	public String getPrincipal() {
		return this.name;
	}

	@Override
	public String getCredentials() {
		return "";
	}

}
