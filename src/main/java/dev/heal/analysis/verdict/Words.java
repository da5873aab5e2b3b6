package dev.heal.analysis.verdict;

/**
 * What the log says, marked so that it can be told from what Heal says.
 */
final class Words {

	static final char OPEN = '\u201C';

	static final char CLOSE = '\u201D';

	private Words() {
	}

	/**
	 * Puts words of the log into quotation marks.
	 * @param text the words
	 * @param limit the number of characters that are shown
	 * @return the words in quotation marks
	 */
	static String quote(String text, int limit) {
		String words = text.strip().replace(OPEN, '\'').replace(CLOSE, '\'');
		return OPEN + ((words.length() > limit) ? words.substring(0, limit) + "…" : words) + CLOSE;
	}

}
