package dev.heal.coderun;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The names of things, each a function of the failure and the attempt, so that whoever
 * starts a remediation meets the others at the API server.
 */
public final class CodeRunNames {

	private static final int MAX_LABEL = 63;

	private static final String PREFIX = "heal-remediation-task";

	private static final int MAX_TASK = MAX_LABEL - PREFIX.length() - "-a7-01234567".length();

	private CodeRunNames() {
	}

	/**
	 * Names the CodeRun of a failure and an attempt.
	 * @param failure the failure
	 * @param attempt the attempt
	 * @param taskId the task id of an explicit request, null for one that the failure
	 * gives
	 * @return a name of 63 characters at most
	 */
	public static String coderun(String failure, int attempt, @Nullable String taskId) {
		String task = (taskId != null) ? dns(taskId) : "";
		if (task.isEmpty()) {
			task = Long.toString(number(failure));
		}
		return PREFIX + task + "-a7-" + digest(failure + "/" + attempt).substring(0, 8);
	}

	/**
	 * Returns the name of the lease that an attempt is started under.
	 * @param failure the failure
	 * @param attempt the attempt
	 * @return a name of 63 characters at most
	 */
	public static String lease(String failure, int attempt) {
		String name = "heal-remediation-" + dns(failure);
		return (name.length() > MAX_LABEL - 12) ? "heal-remediation-" + digest(failure).substring(0, 16) + "-" + attempt
				: name + "-" + attempt;
	}

	/**
	 * Returns the number that stands for a text where only numbers go.
	 * @param text a failure or a task id
	 * @return a number from 1 to 2147483647
	 */
	public static long number(String text) {
		BigInteger range = BigInteger.valueOf(Integer.MAX_VALUE);
		return new BigInteger(digest(text).substring(0, 16), 16).mod(range).longValue() + 1;
	}

	/**
	 * Returns the number of a task: itself if it is one, else one derived from it.
	 * @param taskId the task id
	 * @return a number from 0 to 2147483647
	 */
	public static long task(String taskId) {
		if (taskId.matches("\\d{1,10}") && Long.parseLong(taskId) <= Integer.MAX_VALUE) {
			return Long.parseLong(taskId);
		}
		return number(taskId);
	}

	/**
	 * Cuts a text to a legal label value.
	 * @param text any text
	 * @return a label value, empty when nothing of the text can stay
	 */
	public static String label(String text) {
		String legal = text.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
		String cut = legal.substring(0, Math.min(legal.length(), MAX_LABEL));
		return cut.replaceAll("[^A-Za-z0-9]+$", "");
	}

	/**
	 * Returns the SHA-256 of a text.
	 * @param text any text
	 * @return 64 hexadecimal digits
	 */
	public static String digest(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String dns(String text) {
		String legal = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
		return legal.substring(0, Math.min(legal.length(), MAX_TASK)).replaceAll("-+$", "");
	}

}
