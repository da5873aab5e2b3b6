package dev.heal.security;

import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;

import org.springframework.util.StringUtils;

/**
 * A line of the tokens file.
 *
 * @param digest the digest of the token
 * @param scopes what its bearer may do
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenLine(byte[] digest, Set<Scope> scopes) {

	/**
	 * Reads a line.
	 * @param line a line that is neither empty nor a comment
	 * @return what it says
	 * @throws IllegalArgumentException if it says nothing; the message does not show it
	 */
	static TokenLine parse(String line) {
		String[] parts = line.strip().split("\\s+", 2);
		if (parts.length < 2) {
			throw new IllegalArgumentException("no scope behind the token");
		}
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		for (String scope : StringUtils.commaDelimitedListToStringArray(parts[1])) {
			scopes.add(Scope.of(scope)
				.orElseThrow(() -> new IllegalArgumentException("a scope is none of webhook, read and operate")));
		}
		return new TokenLine(Digests.sha256(parts[0]), scopes);
	}

	boolean isOf(byte[] presented) {
		return MessageDigest.isEqual(this.digest, presented);
	}

}
