package dev.heal.analysis.condition;

import com.google.re2j.Pattern;

/**
 * Shortens and normalises the words of the cluster.
 */
final class Text {

	private static final int LIMIT = 300;

	private static final Pattern VARIABLE = Pattern
		.compile("(?i)sha256:[0-9a-f]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{10,}\\b|[0-9]+");

	private Text() {
	}

	static String firstLine(String message) {
		String line = message.strip().lines().findFirst().orElse("").strip();
		return (line.length() > LIMIT) ? line.substring(0, LIMIT) + "…" : line;
	}

	static String withoutIds(String message) {
		return VARIABLE.matcher(message).replaceAll("#");
	}

}
