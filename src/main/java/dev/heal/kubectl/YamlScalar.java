package dev.heal.kubectl;

import java.util.HexFormat;

/**
 * A text in a YAML document, and the style that it is written in.
 */
final class YamlScalar {

	private static final int BYTE_ORDER_MARK = 0xFEFF;

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

	private final int[] points;

	private final int size;

	private final Style style;

	YamlScalar(String text) {
		this.points = text.codePoints().toArray();
		this.size = Utf8.encode(text).length;
		this.style = style(text, this.points);
	}

	int[] points() {
		return this.points;
	}

	/**
	 * Returns the size of the text.
	 * @return the number of bytes
	 */
	int size() {
		return this.size;
	}

	Style style() {
		return this.style;
	}

	private static Style style(String text, int[] points) {
		Traits traits = Traits.of(points);
		if (text.contains("\n")) {
			return traits.isBlock() ? Style.LITERAL : Style.DOUBLE_QUOTED;
		}
		if (!YamlTypes.isText(text)) {
			return Style.DOUBLE_QUOTED;
		}
		if (traits.isPlain() && !isSyntax(points)) {
			return Style.PLAIN;
		}
		return traits.isSingleQuoted() ? Style.SINGLE_QUOTED : Style.DOUBLE_QUOTED;
	}

	private static boolean isSyntax(int[] points) {
		int first = points[0];
		if (INDICATORS.indexOf(first) >= 0 || ("?:-".indexOf(first) >= 0 && isBlankOrEnd(points, 1))) {
			return true;
		}
		if (points.length >= 3 && (first == '-' || first == '.') && points[1] == first && points[2] == first) {
			return true;
		}
		for (int i = 1; i < points.length; i++) {
			if ((points[i] == ':' && isBlankOrEnd(points, i + 1)) || (points[i] == '#' && points[i - 1] == ' ')) {
				return true;
			}
		}
		return false;
	}

	private static boolean isBlankOrEnd(int[] points, int i) {
		return i >= points.length || points[i] == ' ' || points[i] == '\t';
	}

	boolean isMultiline() {
		for (int point : this.points) {
			if (isBreak(point)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns what follows the bar of a literal block: how far it is indented, if that
	 * cannot be seen from its first line, and what becomes of its last line breaks.
	 * @return some of {@code 2}, {@code -} and {@code +}
	 */
	String blockHints() {
		int last = this.points.length - 1;
		String indent = (this.points[0] == ' ' || isBreak(this.points[0])) ? "2" : "";
		if (!isBreak(this.points[last])) {
			return indent + "-";
		}
		return (last == 0 || isBreak(this.points[last - 1])) ? indent + "+" : indent;
	}

	/**
	 * Tells whether a character has to be escaped between double quotes. After a byte
	 * order mark at the start, all are.
	 * @param point the character
	 * @return whether it is escaped
	 */
	boolean isEscaped(int point) {
		return !isPrintable(point) || isBreak(point) || point == '"' || point == '\\'
				|| this.points[0] == BYTE_ORDER_MARK;
	}

	static String escape(int point) {
		return switch (point) {
			case 0x00 -> "\\0";
			case 0x07 -> "\\a";
			case '\b' -> "\\b";
			case '\t' -> "\\t";
			case '\n' -> "\\n";
			case 0x0b -> "\\v";
			case '\f' -> "\\f";
			case '\r' -> "\\r";
			case 0x1b -> "\\e";
			case '"' -> "\\\"";
			case '\\' -> "\\\\";
			case 0x85 -> "\\N";
			case 0xA0 -> "\\_";
			case 0x2028 -> "\\L";
			case 0x2029 -> "\\P";
			default -> hex(point);
		};
	}

	private static String hex(int point) {
		if (point > 0xFFFF) {
			return "\\U" + HEX.toHexDigits(point, 8);
		}
		return (point > 0xFF) ? "\\u" + HEX.toHexDigits(point, 4) : "\\x" + HEX.toHexDigits(point, 2);
	}

	static boolean isBreak(int point) {
		return point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
	}

	private static boolean isPrintable(int point) {
		return point == '\n' || (point >= ' ' && point <= '~')
				|| (point >= 0xA0 && point <= 0xFFFD && point != BYTE_ORDER_MARK);
	}

	/**
	 * The ways to write a scalar.
	 */
	enum Style {

		PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED, LITERAL

	}

	/**
	 * What is special about the blanks and breaks of a text.
	 *
	 * @param edge whether it starts or ends with one
	 * @param endsBlank whether it ends with a blank
	 * @param breaks whether it has line breaks
	 * @param breakBlank whether a blank follows a break
	 * @param special whether a blank precedes a break, or something cannot be printed
	 */
	private record Traits(boolean edge, boolean endsBlank, boolean breaks, boolean breakBlank, boolean special) {

		static Traits of(int[] points) {
			boolean breaks = false;
			boolean breakBlank = false;
			boolean special = false;
			for (int i = 0; i < points.length; i++) {
				boolean isBreak = isBreak(points[i]);
				breaks |= isBreak;
				breakBlank |= i > 0 && points[i] == ' ' && isBreak(points[i - 1]);
				special |= !isPrintable(points[i]) || (i > 0 && isBreak && points[i - 1] == ' ');
			}
			int last = points.length - 1;
			boolean endsBlank = last >= 0 && points[last] == ' ';
			boolean edge = last >= 0 && (endsBlank || points[0] == ' ' || isBreak(points[0]) || isBreak(points[last]));
			return new Traits(edge, endsBlank, breaks, breakBlank, special);
		}

		boolean isPlain() {
			return !this.edge && !this.breaks && !this.special;
		}

		boolean isSingleQuoted() {
			return !this.breakBlank && !this.special;
		}

		boolean isBlock() {
			return !this.endsBlank && !this.special;
		}

	}

}
