package dev.heal.analysis.verdict;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.log.LogFinding;

/**
 * The identity of a failure over restarts, replicas and wording.
 */
public final class Fingerprint {

	private static final int BYTES = 8;

	private Fingerprint() {
	}

	static String of(String namespace, String workload, Verdict verdict) {
		return of(namespace, workload, String.valueOf(verdict.container()), verdict.cause().id(), signature(verdict));
	}

	/**
	 * Makes the identity of a failure.
	 * @param parts what tells it from others
	 * @return 16 hex digits
	 */
	public static String of(String... parts) {
		return HexFormat.of().formatHex(sha256(String.join("\n", parts)), 0, BYTES);
	}

	private static String signature(Verdict verdict) {
		LogFinding log = (verdict.log() != null) ? verdict.log().finding() : null;
		ConditionFinding condition = verdict.condition();
		if (log != null && verdict.logTells()) {
			return log.signature();
		}
		String told = (condition != null) ? condition.signature() : String.valueOf(verdict.subtype());
		return (log != null && verdict.cause() == Cause.UNKNOWN) ? told + "\n" + log.signature() : told;
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
