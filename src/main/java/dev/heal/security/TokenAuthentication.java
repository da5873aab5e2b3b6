package dev.heal.security;

import java.util.HexFormat;
import java.util.Optional;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Knows callers by their token: that of the file, or else one that the API server knows.
 */
@Component
class TokenAuthentication implements AuthenticationProvider {

	private final TokensFile file;

	private final TokenReviews reviews;

	TokenAuthentication(TokensFile file, TokenReviews reviews) {
		this.file = file;
		this.reviews = reviews;
	}

	@Override
	public Authentication authenticate(Authentication presented) {
		if (presented instanceof Caller local) {
			return local;
		}
		String token = ((Presented) presented).getCredentials();
		Optional<Caller> caller = this.file.scopes(token).map((scopes) -> new Caller(name(token), scopes));
		return caller.or(() -> this.reviews.caller(token))
			.orElseThrow(() -> new BadCredentialsException("unknown token"));
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return Presented.class.equals(authentication) || Caller.class.equals(authentication);
	}

	private static String name(String token) {
		return "token " + HexFormat.of().formatHex(Digests.sha256(token), 0, 4);
	}

}
