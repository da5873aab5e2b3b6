package dev.heal.remediation;

/**
 * What others said, such as a controller in the status of a CodeRun, quoted so that
 * nobody takes it for Heal's own words: on one line, short, and unable to close its
 * quotation marks.
 */
final class Quote {

	private static final int MAX_LENGTH = 300;

	private static final String UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}"
			+ "\\x{FE00}-\\x{FE0F}\\x{E0000}-\\x{E01EF}]+";

	private static final String QUOTATION_MARKS = "[\"\\x{201C}-\\x{201F}\\x{AB}\\x{BB}\\x{2033}\\x{301D}\\x{301E}\\x{FF02}]";

	private Quote() {
	}

	/**
	 * Returns a single word as it is, and quotes everything else.
	 * @param text what may be a word, such as a phase
	 * @return the word, or the quote
	 */
	static String unlessWord(String text) {
		return text.matches("[A-Za-z][A-Za-z0-9_-]{0,39}") ? text : of(text);
	}

	static String of(String text) {
		String line = text.replaceAll(UNSEEN, " ").replaceAll(QUOTATION_MARKS, "'").strip();
		boolean fits = line.codePointCount(0, line.length()) <= MAX_LENGTH;
		return "\"" + (fits ? line : line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH)) + "…") + "\"";
	}

}
