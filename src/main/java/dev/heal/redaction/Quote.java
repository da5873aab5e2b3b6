package dev.heal.redaction;

import java.util.Optional;

/**
 * A quotation mark in some notation: plain, escaped, percent-encoded or an entity of XML.
 *
 * @param text the notation
 */
record Quote(String text) {

	private static final String[] NOTATIONS = { "%22", "%27", "&quot;", "&#34;", "&apos;", "&#39;", "\\u0022",
			"\\u0027" };

	private static final int DEEPEST = 16;

	private static final int LONGEST_LINE = 512;

	private static final ByteClass BACKSLASH = ByteClass.of("\\");

	static Optional<Quote> at(Window window, int at) {
		int mark = at;
		while (window.at(mark) == '\\' && mark - at < DEEPEST) {
			mark++;
		}
		if (isMark(window.at(mark))) {
			return Optional.of(new Quote(window.text(at, mark + 1)));
		}
		for (String notation : NOTATIONS) {
			if (window.at(at) == notation.charAt(0) && window.matches(at, notation)) {
				return Optional.of(new Quote(notation));
			}
		}
		return Optional.empty();
	}

	/**
	 * Finds the mark right before a position.
	 * @param window where to look
	 * @param position the first byte behind the mark
	 * @return the mark with its backslashes
	 */
	static Optional<Quote> before(Window window, int position) {
		if (!isMark(window.at(position - 1))) {
			return Optional.empty();
		}
		return at(window, window.runStart(BACKSLASH, position - 1, DEEPEST - 1));
	}

	static boolean isMark(int value) {
		return value == '"' || value == '\'' || value == '`';
	}

	int length() {
		return this.text.length();
	}

	boolean isDouble() {
		return this.text.endsWith("\"");
	}

	/**
	 * Tells whether a mark like this one was opened earlier in the line and is closed at
	 * a position, going by their number.
	 * @param window where to look
	 * @param at the position
	 * @return whether it is
	 */
	boolean isOpenAt(Window window, int at) {
		int mark = this.text.charAt(this.text.length() - 1);
		boolean open = false;
		for (int i = window.lineStart(at, LONGEST_LINE); i < at; i++) {
			open ^= window.at(i) == mark;
		}
		return open;
	}

	/**
	 * Finds the mark that closes what this one opened.
	 * @param window where to look
	 * @param from the first quoted byte
	 * @param max how far to look
	 * @return the position of the closing mark, or of the end of the line
	 */
	int close(Window window, int from, int max) {
		int limit = Math.min(window.end(), from + max);
		int position = from;
		while (position < limit && window.at(position) != '\n' && !closesAt(window, position, from)) {
			position++;
		}
		return position;
	}

	private boolean closesAt(Window window, int position, int from) {
		if (!isMark(this.text.charAt(this.text.length() - 1))) {
			return window.at(position) == this.text.charAt(0) && window.matches(position, this.text);
		}
		int depth = this.text.length() - 1;
		int mark = position + depth;
		if (window.at(mark) != this.text.charAt(depth) || (depth > 0 && window.at(position) != '\\')) {
			return false;
		}
		int backslashes = 0;
		while (mark - 1 - backslashes >= from && window.at(mark - 1 - backslashes) == '\\') {
			backslashes++;
		}
		return backslashes % (2 * (depth + 1)) == depth;
	}

}
