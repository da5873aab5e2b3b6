package dev.heal.analysis.log.line;

import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of a line into text: UTF-8 with replacement, without terminal control
 * sequences, without white space at the end.
 */
final class LineText {

	private static final char ESCAPE = '\u001b';

	private static final char BELL = '\u0007';

	private LineText() {
	}

	static String of(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		return ((text.indexOf(ESCAPE) < 0) ? text : withoutControlSequences(text)).stripTrailing();
	}

	private static String withoutControlSequences(String text) {
		StringBuilder plain = new StringBuilder(text.length());
		int i = 0;
		while (i < text.length()) {
			char character = text.charAt(i);
			if (character == ESCAPE && i + 1 < text.length()) {
				i = endOfSequence(text, i + 1);
			}
			else {
				plain.append(character);
				i++;
			}
		}
		return plain.toString();
	}

	private static int endOfSequence(String text, int i) {
		return switch (text.charAt(i)) {
			case '[' -> endOfControlSequence(text, i + 1);
			case ']' -> endOfCommand(text, i + 1);
			default -> i + 1;
		};
	}

	private static int endOfControlSequence(String text, int i) {
		int end = i;
		while (end < text.length() && text.charAt(end) >= 0x20 && text.charAt(end) <= 0x3f) {
			end++;
		}
		return Math.min(text.length(), end + 1);
	}

	private static int endOfCommand(String text, int i) {
		int end = i;
		while (end < text.length() && text.charAt(end) != BELL && text.charAt(end) != ESCAPE) {
			end++;
		}
		return Math.min(text.length(), end + 1);
	}

}
