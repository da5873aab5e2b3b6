package dev.heal.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * What a caller may do.
 */
enum Scope {

	/**
	 * Hand in alerts.
	 */
	WEBHOOK,
	/**
	 * Read everything, metrics included.
	 */
	READ,
	/**
	 * Fetch evidence, start and stop agents, hand in reports, use the brake.
	 */
	OPERATE;

	/**
	 * Tells what a call needs. What only reads is told by its method, so that a call that
	 * is added later is guarded too. At {@code /mcp} each tool that acts asks for more by
	 * itself.
	 * @param method the method
	 * @param path the path
	 * @return the scope
	 */
	static Scope neededFor(String method, String path) {
		if (method.equals("GET") || method.equals("HEAD") || path.equals("/mcp")) {
			return READ;
		}
		return (method.equals("POST") && path.equals("/alerts/a7")) ? WEBHOOK : OPERATE;
	}

	static Optional<Scope> of(String name) {
		return Stream.of(values()).filter((scope) -> scope.id().equalsIgnoreCase(name.strip())).findFirst();
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	GrantedAuthority authority() {
		return new SimpleGrantedAuthority("SCOPE_" + id());
	}

}
