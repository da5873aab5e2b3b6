package dev.heal.names;

import org.jspecify.annotations.Nullable;

/**
 * Shows a text that nobody has checked: in quotes, short, and with all that is not plain
 * ASCII as a question mark.
 */
public final class Quoted {

	private static final int MAX_LENGTH = 40;

	private Quoted() {
	}

	/**
	 * Quotes a text.
	 * @param text any text
	 * @return a short line of printable ASCII
	 */
	public static String of(@Nullable String text) {
		if (text == null) {
			return "nothing";
		}
		String head = text.substring(0, Math.min(text.length(), MAX_LENGTH));
		return "'" + head.replaceAll("[^ -~]|[`'\"\\\\]", "?") + ((text.length() > MAX_LENGTH) ? "…'" : "'");
	}

}
