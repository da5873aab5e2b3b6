package dev.heal.analysis.verdict;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the log says, marked so that it can be told from what Heal says.
 */
final class Words {

	static final char OPEN = '\u201C';

	static final char CLOSE = '\u201D';

	private static final String[] DECIDING = { "Output:", "output:", "desc = ", "reason: ", "Caused by: ",
			"caused by: ", "status code", "error: ", ": " };

	private Words() {
	}

	/**
	 * Puts words of the log into quotation marks. Of those that are too many the
	 * beginning is shown, and the end from where it says why.
	 * @param text the words
	 * @param limit the number of characters that are shown
	 * @return the words in quotation marks
	 */
	static String quote(String text, int limit) {
		String words = text.strip().replace(OPEN, '\'').replace(CLOSE, '\'');
		return OPEN + ((words.length() > limit) ? shortened(words, limit) : words) + CLOSE;
	}

	/**
	 * Returns the lines of a message as one.
	 * @param message the message
	 * @return its words
	 */
	static String oneLine(String message) {
		return message.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining(" "));
	}

	private static String shortened(String words, int limit) {
		int least = words.length() - limit / 2;
		int tail = Arrays.stream(DECIDING)
			.mapToInt((mark) -> words.indexOf(mark, least))
			.filter((at) -> at >= 0)
			.map((at) -> words.startsWith(": ", at) ? at + 2 : at)
			.findFirst()
			.orElse(words.length());
		int head = limit - (words.length() - tail);
		return words.substring(0, head) + "…" + words.substring(tail);
	}

}
