package dev.heal.redaction;

/**
 * Characters that are not written as themselves but percent-encoded, escaped as in JSON
 * or as in XML, and the colours of a terminal.
 */
final class Escapes {

	private static final String[] ESCAPE_NOTATIONS = { "\u001b", "\\u001b", "\\u001B", "\\x1b", "\\x1B", "\\033",
			"\\e" };

	private static final ByteClass BACKSLASH = ByteClass.of("\\");

	private static final ByteClass COLOUR = ByteClass.of("0-9;:");

	private Escapes() {
	}

	/**
	 * Measures a character in any notation.
	 * @param window where to look
	 * @param at its first byte
	 * @param character what it should be
	 * @return the number of bytes, 0 if another character stands there
	 */
	static int length(Window window, int at, char character) {
		return switch (window.at(at)) {
			case '%' -> (hex(window, at + 1, 2) == character) ? 3 : 0;
			case '\\' -> backslashed(window, at, character);
			case '&' -> entity(window, at, character);
			default -> (window.at(at) == character) ? 1 : 0;
		};
	}

	private static int backslashed(Window window, int at, char character) {
		int letter = at;
		while (window.at(letter) == '\\' && letter - at < 8) {
			letter++;
		}
		if (window.at(letter) == 'u' && hex(window, letter + 1, 4) == character) {
			return letter + 5 - at;
		}
		if (window.at(letter) == 'x' && hex(window, letter + 1, 2) == character) {
			return letter + 3 - at;
		}
		return (character == '/' && window.at(letter) == '/') ? letter + 1 - at : 0;
	}

	private static int entity(Window window, int at, char character) {
		String name = switch (character) {
			case '&' -> "&amp;";
			case '<' -> "&lt;";
			case '>' -> "&gt;";
			case '"' -> "&quot;";
			case '\'' -> "&apos;";
			default -> "&#" + (int) character + ";";
		};
		if (window.matches(at, name)) {
			return name.length();
		}
		String number = "&#" + (int) character + ";";
		if (window.matches(at, number)) {
			return number.length();
		}
		return (character == '&') ? 1 : 0;
	}

	/**
	 * Measures what stands for one character: a percent-encoded or escaped one, or
	 * itself.
	 * @param window where to look
	 * @param at its first byte
	 * @return the number of bytes
	 */
	static int escapedLength(Window window, int at) {
		if (window.at(at) == '%' && hex(window, at + 1, 2) >= 0) {
			return 3;
		}
		if (window.at(at) != '\\') {
			return 1;
		}
		int letter = window.runEnd(BACKSLASH, at, 8);
		if (window.at(letter) == 'u' && hex(window, letter + 1, 4) >= 0) {
			return letter + 5 - at;
		}
		return letter + 1 - at;
	}

	/**
	 * Decodes what stands for one character.
	 * @param window where to look
	 * @param at its first byte
	 * @param length the number of bytes
	 * @return the character; one that ends a word for what stands for a control character
	 */
	static int escaped(Window window, int at, int length) {
		if (length == 1) {
			return window.at(at);
		}
		if (window.at(at) == '%') {
			return hex(window, at + 1, 2);
		}
		int last = window.at(at + length - 1);
		return (window.at(at + length - 5) == 'u' && length > 5) ? hex(window, at + length - 4, 4)
				: (last == '/') ? '/' : '\n';
	}

	static int hex(Window window, int at, int digits) {
		int value = 0;
		for (int i = at; i < at + digits; i++) {
			int digit = Character.digit(window.at(i), 16);
			if (digit < 0) {
				return -1;
			}
			value = value << 4 | digit;
		}
		return value;
	}

	/**
	 * Tells whether an escape sequence that ends in a letter or digit ends here.
	 * @param window where to look
	 * @param position the first byte behind the sequence
	 * @return whether it does
	 */
	static boolean endsAt(Window window, int position) {
		return endOf(window, window.runStart(ByteClass.WORD, position, 12), position) == position;
	}

	/**
	 * Finds where a word really begins that an escape sequence stands before.
	 * @param window where to look
	 * @param start the first byte that could belong to the word
	 * @param wanted a byte that does belong to it
	 * @return the first byte of the word
	 */
	static int wordStart(Window window, int start, int wanted) {
		int end = endOf(window, start, wanted);
		return (end <= wanted) ? end : start;
	}

	private static int endOf(Window window, int start, int latest) {
		int before = window.at(start - 1);
		if (before == '\\') {
			return escapeEnd(window, start, latest);
		}
		if (before == '%' && hex(window, start, 2) >= 0) {
			return percentEnd(start, latest);
		}
		if (before == '[' || before == ';') {
			return colourEnd(window, start, latest);
		}
		return start;
	}

	private static int escapeEnd(Window window, int start, int latest) {
		int end = switch (window.at(start)) {
			case 'u' -> (hex(window, start + 1, 4) >= 0) ? start + 5 : start;
			case 'x' -> (hex(window, start + 1, 2) >= 0) ? start + 3 : start;
			case 'n', 't', 'r', 'b', 'f', 'v', '0' -> start + 1;
			default -> start;
		};
		return (end <= latest) ? end : start;
	}

	private static int percentEnd(int start, int latest) {
		int end = start + 2;
		return (end <= latest) ? end : start;
	}

	private static int colourEnd(Window window, int start, int latest) {
		int letter = window.runEnd(COLOUR, start, 8);
		int bracket = window.runStart(COLOUR, start, 16) - 1;
		boolean colour = window.at(letter) == 'm' && window.at(bracket) == '[' && letter < latest;
		return (colour && behindEscape(window, bracket)) ? letter + 1 : start;
	}

	private static boolean behindEscape(Window window, int bracket) {
		for (String notation : ESCAPE_NOTATIONS) {
			if (window.matches(bracket - notation.length(), notation)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Skips the colours of a terminal.
	 * @param window where to look
	 * @param from where they may begin
	 * @return the first byte behind
	 */
	static int skipColours(Window window, int from) {
		int next = colourFrom(window, from);
		if (next == from) {
			return from;
		}
		int position = Math.max(next, window.doneUntil(Escapes.class, from));
		next = colourFrom(window, position);
		while (next > position) {
			position = next;
			next = colourFrom(window, position);
		}
		window.markDone(Escapes.class, from, position);
		return position;
	}

	private static int colourFrom(Window window, int from) {
		if (window.at(from) != Window.ESCAPE && window.at(from) != '\\') {
			return from;
		}
		for (String notation : ESCAPE_NOTATIONS) {
			int bracket = from + notation.length();
			if (window.matches(from, notation) && window.at(bracket) == '[') {
				int letter = window.runEnd(COLOUR, bracket + 1, 16);
				return (window.at(letter) == 'm' || window.at(letter) == 'K') ? letter + 1 : from;
			}
		}
		return from;
	}

}
