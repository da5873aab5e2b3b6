package dev.heal.security;

import java.util.EnumSet;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

import org.springframework.security.core.userdetails.AuthenticationUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;

import dev.heal.security.SecurityProperties.Grant;

/**
 * Knows callers by the subject of their certificate, which the connection has verified.
 */
@Component
class Certificates implements AuthenticationUserDetailsService<PreAuthenticatedAuthenticationToken> {

	private final SecurityProperties properties;

	Certificates(SecurityProperties properties) {
		this.properties = properties;
	}

	@Override
	public UserDetails loadUserDetails(PreAuthenticatedAuthenticationToken presented) {
		String subject = presented.getName();
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		this.properties.certificates()
			.stream()
			.filter((grant) -> grant.name().equals(subject) || grant.name().equals(commonName(subject)))
			.map(Grant::scopes)
			.forEach(scopes::addAll);
		if (scopes.isEmpty()) {
			throw new UsernameNotFoundException("not in heal.security.certificates");
		}
		return User.withUsername(subject)
			.password("")
			.authorities(scopes.stream().map(Scope::authority).toList())
			.build();
	}

	private static String commonName(String subject) {
		try {
			return new LdapName(subject).getRdns()
				.stream()
				.filter((part) -> "CN".equalsIgnoreCase(part.getType()))
				.map((part) -> part.getValue().toString())
				.findFirst()
				.orElse("");
		}
		catch (InvalidNameException ex) {
			return "";
		}
	}

}
