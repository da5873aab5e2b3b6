package dev.heal.analysis.condition;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Shortens and normalises the words of the cluster.
 */
final class Text {

	private static final int LIMIT = 300;

	private static final int HEAD = 100;

	private static final int NAME = 200;

	private static final Pattern VARIABLE = Pattern
		.compile("(?i)sha256:[0-9a-f]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{10,}\\b|[0-9]+");

	/**
	 * What a command that the kubelet ran had to say.
	 */
	private static final Pattern OUTPUT = Pattern.compile("(?s)\\bOutput:\\s*(\\S.*)$");

	private static final Pattern BLANK = Pattern.compile("\\s+");

	private Text() {
	}

	/**
	 * Shortens a message to a line. What was tried stands at its beginning, and why it
	 * failed at its end, so that the middle is left out.
	 * @param message the message
	 * @return a line
	 */
	static String gist(String message) {
		Matcher output = OUTPUT.matcher(message);
		String first = message.strip().lines().findFirst().orElse("").strip();
		String line = output.find() ? first + " " + output.group(1) : first;
		String words = BLANK.matcher(line).replaceAll(" ").strip();
		return (words.length() <= LIMIT) ? words
				: words.substring(0, HEAD) + " … " + words.substring(words.length() - (LIMIT - HEAD));
	}

	/**
	 * Tidies the name of a thing, in which parts may be missing.
	 * @param name the name
	 * @return the name on one line, without gaps
	 */
	static String name(String name) {
		String words = BLANK.matcher(name).replaceAll(" ").strip();
		return (words.length() <= NAME) ? words : words.substring(0, NAME) + "…";
	}

	static String withoutIds(String message) {
		return VARIABLE.matcher(message).replaceAll("#");
	}

}
