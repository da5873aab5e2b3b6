package dev.heal.security;

import java.time.Instant;
import java.util.Base64;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When a token ends, as it says itself. Nothing else of it is believed.
 */
final class TokenExpiry {

	private static final Instant NEVER = Instant.ofEpochSecond(253_402_300_799L);

	private TokenExpiry() {
	}

	static Instant of(String token) {
		String[] parts = token.split("\\.", -1);
		if (parts.length != 3) {
			return NEVER;
		}
		try {
			JsonNode expiry = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
			return expiry.isNumber() ? Instant.ofEpochSecond(Math.clamp(expiry.asLong(0), 0, NEVER.getEpochSecond()))
					: NEVER;
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return NEVER;
		}
	}

}
