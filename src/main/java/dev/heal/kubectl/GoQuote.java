package dev.heal.kubectl;

import java.util.HexFormat;

/**
 * Quotes and trims text as Go does.
 */
final class GoQuote {

	private static final HexFormat HEX = HexFormat.of();

	private GoQuote() {
	}

	static String quote(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.codePoints().forEach((point) -> quoted.append(escape(point)));
		return quoted.append('"').toString();
	}

	private static String escape(int point) {
		return switch (point) {
			case '"' -> "\\\"";
			case '\\' -> "\\\\";
			case 0x07 -> "\\a";
			case '\b' -> "\\b";
			case '\f' -> "\\f";
			case '\n' -> "\\n";
			case '\r' -> "\\r";
			case '\t' -> "\\t";
			case 0x0b -> "\\v";
			default -> isPrintable(point) ? Character.toString(point) : hex(point);
		};
	}

	private static String hex(int point) {
		if (point < ' ' || point == 0x7f) {
			return "\\x" + HEX.toHexDigits(point, 2);
		}
		return (point > 0xFFFF) ? "\\U" + HEX.toHexDigits(point, 8) : "\\u" + HEX.toHexDigits(point, 4);
	}

	private static boolean isPrintable(int point) {
		return switch (Character.getType(point)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			case Character.SPACE_SEPARATOR -> point == ' ';
			default -> true;
		};
	}

	static String trim(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isSpace(text.charAt(start))) {
			start++;
		}
		while (end > start && isSpace(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isSpace(char c) {
		return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
	}

}
