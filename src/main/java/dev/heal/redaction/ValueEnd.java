package dev.heal.redaction;

/**
 * Finds where a value ends that no quotation mark closes.
 */
final class ValueEnd {

	private static final ByteClass VALUE = ByteClass.of("!#$%*+./0-9:=?@A-Z^_a-z|~-");

	private static final ByteClass LOWER = ByteClass.of("a-z_");

	private static final String CDATA_END = "]]>";

	private ValueEnd() {
	}

	static int of(Window window, int start, ValueStyle style) {
		return switch (style) {
			case ALIGNED, YAML -> lineEnd(window, start, style);
			case MARKUP -> markupEnd(window, start);
			default -> wordEnd(window, start, style);
		};
	}

	private static int limit(Window window, int start) {
		return Math.min(window.end(), start + NamedValue.LONGEST);
	}

	private static int lineEnd(Window window, int start, ValueStyle style) {
		int end = trimmed(window, start,
				Math.min(window.lineEnd(start, NamedValue.LONGEST), escapedLineEnd(window, start)));
		if (style == ValueStyle.YAML) {
			String text = window.text(start, end);
			int comment = text.indexOf(" #");
			int word = text.indexOf(' ');
			return (comment > 0) ? trimmed(window, start, start + comment) : (word > 0) ? start + word : end;
		}
		return end;
	}

	private static int trimmed(Window window, int start, int end) {
		int last = end;
		while (last > start && (window.at(last - 1) == ' ' || window.at(last - 1) == '\t')) {
			last--;
		}
		return last;
	}

	private static int escapedLineEnd(Window window, int start) {
		int position = start;
		int limit = limit(window, start);
		while (position < limit && window.at(position) != '\n' && window.at(position) != Window.ESCAPE
				&& !(window.at(position) == '\\' && "nrt\"".indexOf(window.at(position + 1)) >= 0)) {
			position++;
		}
		return position;
	}

	private static int markupEnd(Window window, int start) {
		int end = start;
		int limit = limit(window, start);
		while (end < limit && Escapes.length(window, end, '<') == 0 && window.at(end) != '\n'
				&& !window.matches(end, CDATA_END)) {
			end++;
		}
		int next = end;
		while (next < limit && window.at(next) > 0 && window.at(next) <= ' ') {
			next++;
		}
		int slash = next + Escapes.length(window, next, '<');
		boolean closed = slash > next && Escapes.length(window, slash, '/') > 0;
		return (closed || window.matches(end, CDATA_END)) ? end : start;
	}

	private static int wordEnd(Window window, int start, ValueStyle style) {
		int end = start;
		int limit = limit(window, start);
		while (end < limit && !endsAt(window, end, start, style)) {
			end++;
		}
		return withoutSign(window, start, end, style);
	}

	private static boolean endsAt(Window window, int at, int start, ValueStyle style) {
		int value = window.at(at);
		if (value == '%' && style == ValueStyle.PERCENT) {
			int encoded = Escapes.hex(window, at + 1, 2);
			return "&;, \"'{}()<>\n".indexOf(encoded) >= 0;
		}
		if (value == '[' && at == start && window.matches(at, Placeholders.PREFIX)) {
			return true;
		}
		if (value == '|') {
			int name = window.runEnd(LOWER, at + 1, 20);
			return name > at + 1 && window.at(name) == '=';
		}
		boolean ampersand = value == '&' && (style == ValueStyle.ASSIGNED || style == ValueStyle.ARGUMENT);
		if (VALUE.has(value) || (ampersand && isPartOfValue(window, at))) {
			return false;
		}
		if (style == ValueStyle.LINE && value > ' ' && value != '\\' && value < 0x7F) {
			return ",;&".indexOf(value) >= 0 && (window.at(at + 1) <= ' ' || beginsPair(window, at + 1));
		}
		return value < 0x80;
	}

	private static boolean isPartOfValue(Window window, int ampersand) {
		int name = window.runEnd(ByteClass.NAME, ampersand + 1, 40);
		return name > ampersand + 1 && "=;&%[".indexOf(window.at(name)) < 0 && window.at(name) >= 0;
	}

	private static boolean beginsPair(Window window, int at) {
		int name = window.runEnd(ByteClass.NAME, at, 40);
		return name > at && (window.at(name) == '=' || window.at(name) == ':');
	}

	private static int withoutSign(Window window, int start, int end, ValueStyle style) {
		boolean prose = style == ValueStyle.PLAIN || style == ValueStyle.TIGHT || style == ValueStyle.SQL;
		if (end > start + 1 && window.at(end - 1) == ':' && window.at(end) <= ' ') {
			return end - 1;
		}
		boolean dot = end > start + 1 && window.at(end - 1) == '.' && !ByteClass.WORD.has(window.at(end));
		return (dot && prose) ? end - 1 : end;
	}

}
