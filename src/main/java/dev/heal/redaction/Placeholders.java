package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes what stands for a secret: {@code [REDACTED:<rule>:<6 hex>]}, the same for the
 * same secret, of no use to somebody without the key.
 */
final class Placeholders {

	static final String PREFIX = "[REDACTED:";

	private static final int LONGEST = 64;

	private static final String ALGORITHM = "HmacSHA256";

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
		this.mac.update(window.bytes(), finding.valueStart(), finding.valueEnd() - finding.valueStart());
		String digest = HexFormat.of().formatHex(this.mac.doFinal(), 0, 3);
		String placeholder = finding.quote() + PREFIX + finding.id() + ":" + digest + "]" + finding.quote();
		return placeholder.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Tells whether a place is within a placeholder, so that nothing is redacted twice.
	 * @param window where to look
	 * @param at the place
	 * @return whether it is
	 */
	static boolean contain(Window window, int at) {
		for (int i = at; i > at - LONGEST && i >= 0; i--) {
			if (window.at(i) == '[' && window.matches(i, PREFIX)) {
				return true;
			}
			if (i < at && (window.at(i) == ']' || window.at(i) == '\n')) {
				return false;
			}
		}
		return false;
	}

}
