package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes what stands for a secret: {@code [REDACTED:<rule>:<6 hex>]}, the same for the
 * same secret, of no use to somebody without the key.
 */
final class Placeholders {

	static final String PREFIX = "[REDACTED:";

	private static final int LONGEST = 64;

	private static final ByteClass INSIDE = ByteClass.of("A-Za-z0-9:-");

	private static final String ALGORITHM = "HmacSHA256";

	private static final int MOST_KNOWN = 1024;

	private static final int LONGEST_KNOWN = 256;

	private final Map<String, String> known = new HashMap<>();

	private final Mac mac;

	Placeholders(byte[] key) {
		try {
			this.mac = Mac.getInstance(ALGORITHM);
			this.mac.init(new SecretKeySpec(key, ALGORITHM));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("No " + ALGORITHM + " in this Java", ex);
		}
	}

	byte[] of(Window window, Finding finding) {
		String digest = digest(window, finding.valueStart(), finding.valueEnd());
		String placeholder = finding.quote() + PREFIX + finding.id() + ":" + digest + "]" + finding.quote();
		return placeholder.getBytes(StandardCharsets.US_ASCII);
	}

	private String digest(Window window, int start, int end) {
		if (end - start > LONGEST_KNOWN) {
			return computed(window, start, end);
		}
		if (this.known.size() >= MOST_KNOWN) {
			this.known.clear();
		}
		return this.known.computeIfAbsent(window.text(start, end), (value) -> computed(window, start, end));
	}

	private String computed(Window window, int start, int end) {
		this.mac.update(window.bytes(), start, end - start);
		return HexFormat.of().formatHex(this.mac.doFinal(), 0, 3);
	}

	/**
	 * Tells whether a place is within a placeholder, so that nothing is redacted twice.
	 * @param window where to look
	 * @param at the place
	 * @return whether it is
	 */
	static boolean contain(Window window, int at) {
		int start = window.runStart(INSIDE, at, LONGEST);
		return window.matches(start - 1, PREFIX) || window.matches(at, PREFIX);
	}

}
