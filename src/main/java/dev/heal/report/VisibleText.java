package dev.heal.report;

import java.util.regex.Pattern;

/**
 * What a reader sees of a text that strangers wrote: no escape sequences, and no
 * characters that cannot be seen or that turn others around.
 */
public final class VisibleText {

	private static final Pattern ESCAPE_SEQUENCE = Pattern
		.compile("\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007]{0,256}\u0007?|.)");

	private static final Pattern INVISIBLE = Pattern
		.compile("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}\\x{FE00}-\\x{FE0F}\\x{E0000}-\\x{E01EF}&&[^\\n\\t]]");

	private VisibleText() {
	}

	/**
	 * Returns what can be seen.
	 * @param text the text
	 * @return the text without the rest
	 */
	public static String of(String text) {
		return INVISIBLE.matcher(ESCAPE_SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
	}

}
