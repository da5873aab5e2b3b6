package dev.heal.redaction;

import java.util.Optional;

import dev.heal.redaction.Finding.Rank;

/**
 * A value behind a name and a separator.
 *
 * @param start its first byte
 * @param end the first byte behind
 * @param quoted whether it stands in quotation marks
 * @param style how it is written
 * @param wrap the marks that a placeholder needs in its place
 */
record NamedValue(int start, int end, boolean quoted, Style style, String wrap) {

	private static final int LONGEST = 8192;

	private static final ByteClass VALUE = ByteClass.of("!#$%*+./0-9:=?@A-Z^_a-z|~-");

	static Optional<NamedValue> read(Window window, int from, Style style) {
		int start = skipOpening(window, from, style);
		Optional<Quote> quote = Quote.at(window, start);
		if (quote.isPresent()) {
			int open = start + quote.get().length();
			int close = quote.get().close(window, open, LONGEST);
			boolean name = style == Style.LISTED && window.at(window.skipBlanks(close + quote.get().length())) == ':';
			return name ? Optional.empty() : Optional.of(new NamedValue(open, close, true, style, ""));
		}
		if (style == Style.SQL || style == Style.LISTED) {
			return Optional.empty();
		}
		int end = end(window, start, style);
		return (end > start)
				? Optional.of(new NamedValue(start, end, false, style, wrap(window, from, start, end, style)))
				: Optional.empty();
	}

	private static int skipOpening(Window window, int from, Style style) {
		int position = skipSpace(window, from, style);
		position = Escapes.skipColours(window, position);
		position = skipSpace(window, position, style);
		if (window.at(position) == '[' && !window.matches(position, Placeholders.PREFIX)) {
			position = window.skipBlanks(position + 1);
		}
		return position;
	}

	private static int skipSpace(Window window, int from, Style style) {
		int position = window.skipBlanks(from);
		while (style == Style.PERCENT && (window.at(position) == '+' || window.matches(position, "%20"))) {
			position += (window.at(position) == '+') ? 1 : 3;
		}
		return position;
	}

	private static String wrap(Window window, int from, int start, int end, Style style) {
		boolean number = style == Style.FIELD && window.runEnd(ByteClass.of("0-9.eE+-"), start, end - start) == end;
		if (!number) {
			return "";
		}
		int mark = window.runStart(ByteClass.of(" :"), from, 8) - 1;
		return Quote.at(window, window.runStart(ByteClass.of("\\"), mark, 16)).map(Quote::text).orElse("");
	}

	private static int end(Window window, int start, Style style) {
		if (style == Style.ALIGNED || style == Style.YAML) {
			return lineValueEnd(window, start, style);
		}
		if (style == Style.MARKUP) {
			return markupEnd(window, start);
		}
		int end = start;
		int limit = Math.min(window.end(), start + LONGEST);
		while (end < limit && !endsAt(window, end, start, style)) {
			end++;
		}
		return trimmed(window, start, end, style);
	}

	private static int markupEnd(Window window, int start) {
		int end = start;
		while (end < Math.min(window.end(), start + LONGEST) && Escapes.length(window, end, '<') == 0
				&& window.at(end) != '\n') {
			end++;
		}
		return (Escapes.length(window, end, '<') > 0 && end > start) ? end : start;
	}

	private static int lineValueEnd(Window window, int start, Style style) {
		int end = Math.min(window.lineEnd(start, LONGEST), escapedLineEnd(window, start));
		while (end > start && (window.at(end - 1) == ' ' || window.at(end - 1) == '\t')) {
			end--;
		}
		if (style == Style.YAML) {
			String text = window.text(start, end);
			int comment = text.indexOf(" #");
			int word = text.indexOf(' ');
			return (comment > 0) ? start + comment : (word > 0) ? start + word : end;
		}
		return end;
	}

	private static int escapedLineEnd(Window window, int start) {
		int position = start;
		int limit = Math.min(window.end(), start + LONGEST);
		while (position < limit && window.at(position) != '\n' && window.at(position) != Window.ESCAPE
				&& !(window.at(position) == '\\' && "nrt\"".indexOf(window.at(position + 1)) >= 0)) {
			position++;
		}
		return position;
	}

	private static boolean endsAt(Window window, int at, int start, Style style) {
		int value = window.at(at);
		if (value == '%' && style == Style.PERCENT) {
			int encoded = Escapes.hex(window, at + 1, 2);
			return "&;, \"'{}()<>\n".indexOf(encoded) >= 0;
		}
		if (value == '[' && at == start && window.matches(at, Placeholders.PREFIX)) {
			return true;
		}
		if (VALUE.has(value)) {
			return false;
		}
		if (style == Style.LINE && value > ' ' && value != '\\' && value < 0x7F) {
			return ",;&".indexOf(value) >= 0 && beginsNext(window, at + 1);
		}
		return value < 0x80;
	}

	private static boolean beginsNext(Window window, int at) {
		int name = window.runEnd(ByteClass.NAME, at, 40);
		return window.at(at) <= ' ' || (name > at && (window.at(name) == '=' || window.at(name) == ':'));
	}

	private static int trimmed(Window window, int start, int end, Style style) {
		boolean prose = style == Style.PLAIN || style == Style.TIGHT;
		boolean dot = end > start + 1 && window.at(end - 1) == '.' && !ByteClass.WORD.has(window.at(end));
		return (dot && prose) ? end - 1 : end;
	}

	Finding finding(String id, Rank rank) {
		return new Finding(id, rank, this.start, this.end).quoted(this.wrap);
	}

	/**
	 * How a value is written.
	 */
	enum Style {

		/**
		 * {@code name=value}.
		 */
		ASSIGNED,

		/**
		 * {@code NAME=value} from the beginning of a line.
		 */
		LINE,

		/**
		 * {@code "name": value}.
		 */
		FIELD,

		/**
		 * {@code name: value}, somewhere in a line.
		 */
		PLAIN,

		/**
		 * {@code name:value}, unless the name is quoted.
		 */
		TIGHT,

		/**
		 * {@code name: value} alone in a line.
		 */
		YAML,

		/**
		 * {@code name:  value} in a table of kubectl's.
		 */
		ALIGNED,

		/**
		 * {@code name%3Dvalue}.
		 */
		PERCENT,

		/**
		 * The text of an XML element.
		 */
		MARKUP,

		/**
		 * {@code "name", "value"}.
		 */
		LISTED,

		/**
		 * {@code name,value} or a cell of a table.
		 */
		CELL,

		/**
		 * {@code NAME 'value'}.
		 */
		SQL,

		/**
		 * {@code --name value}.
		 */
		ARGUMENT

	}

}
