package dev.heal.redaction;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

	private static final List<String> WRAPPERS = List.of("Some(", "<<", "Optional[", "Just ");

	/** Braces hold names to be replaced, or in ODBC a password. */
	private static final Pattern BRACED = Pattern
		.compile("(?i)(?!pass|pwd|token|secret|db|user)(?=.*[0-9])(?=.*[a-z]).*");

	private static final ByteClass BLOCK_MARK = ByteClass.of("|>0-9+-");

	private static final ByteClass NUMBER = ByteClass.of("0-9.eE+-");

	private static final ByteClass COLON = ByteClass.of(" :");

	private static final ByteClass BACKSLASH = ByteClass.of("\\");

	private static final ByteClass INDENT = ByteClass.of(" ");

	private static final ByteClass VALUE = ByteClass.of("!#$%*+./0-9:=?@A-Z^_a-z|~-");

	static Optional<NamedValue> read(Window window, int from, Style style) {
		int start = skipOpening(window, from, style);
		if ((style == Style.YAML || style == Style.ALIGNED) && isBlock(window, start)) {
			return block(window, start, from);
		}
		Optional<Quote> quote = Quote.at(window, start);
		if (quote.isPresent()) {
			int open = start + quote.get().length();
			int close = quote.get().close(window, open, LONGEST);
			boolean name = style == Style.LISTED && window.at(window.skipBlanks(close + quote.get().length())) == ':';
			return name ? Optional.empty() : Optional.of(new NamedValue(open, close, true, style, ""));
		}
		boolean variable = window.at(start) == '$' && "{(".indexOf(window.at(start + 1)) >= 0;
		if (style == Style.LISTED || variable) {
			return Optional.empty();
		}
		int end = end(window, start, style);
		if (start > from && window.at(start - 1) == '[') {
			end = closing(window, start, end, ']');
		}
		if (start > from && window.at(start - 1) == '{') {
			int close = closing(window, start, end, '}');
			boolean braced = window.at(close) == '}' && BRACED.matcher(window.text(start, close)).matches();
			end = braced ? close : start;
		}
		return (end > start)
				? Optional.of(new NamedValue(start, end, false, style, wrap(window, from, start, end, style)))
				: Optional.empty();
	}

	private static int skipOpening(Window window, int from, Style style) {
		int position = skipSpace(window, from, style);
		position = Escapes.skipColours(window, position);
		position = skipSpace(window, position, style);
		if (window.at(position) == '[' && !window.matches(position, Placeholders.PREFIX)) {
			return window.skipBlanks(position + 1);
		}
		for (String wrapper : WRAPPERS) {
			if (window.matches(position, wrapper)) {
				return position + wrapper.length();
			}
		}
		boolean braced = window.at(position) == '{' && (style == Style.ASSIGNED || style == Style.LINE);
		boolean prefixed = "bBuUrR".indexOf(window.at(position)) >= 0 && Quote.at(window, position + 1).isPresent();
		return (braced || prefixed) ? position + 1 : position;
	}

	private static boolean isBlock(Window window, int start) {
		int mark = window.at(start);
		int end = window.runEnd(BLOCK_MARK, start, 4);
		return (mark == '|' || mark == '>') && (window.at(end) == '\n' || window.at(end) == '\r');
	}

	private static Optional<NamedValue> block(Window window, int mark, int from) {
		int line = window.lineStart(from, LONGEST);
		int indent = window.runEnd(INDENT, line, LONGEST) - line;
		int start = window.lineEnd(mark, LONGEST) + 1;
		start += (window.at(start) == '\n') ? 1 : 0;
		int first = window.runEnd(INDENT, start, LONGEST);
		int end = first;
		int next = start;
		while (window.runEnd(INDENT, next, LONGEST) - next > indent && next - start < LONGEST) {
			end = window.lineEnd(next, LONGEST);
			next = end + 1 + ((window.at(end) == '\r') ? 1 : 0);
		}
		return (end > first) ? Optional.of(new NamedValue(first, end, true, Style.YAML, "")) : Optional.empty();
	}

	private static int skipSpace(Window window, int from, Style style) {
		int position = window.skipBlanks(from);
		while (style == Style.PERCENT && (window.at(position) == '+' || window.matches(position, "%20"))) {
			position += (window.at(position) == '+') ? 1 : 3;
		}
		return position;
	}

	private static String wrap(Window window, int from, int start, int end, Style style) {
		boolean number = style == Style.FIELD && window.runEnd(NUMBER, start, end - start) == end;
		if (!number) {
			return "";
		}
		int mark = window.runStart(COLON, from, 8) - 1;
		return Quote.at(window, window.runStart(BACKSLASH, mark, 16)).map(Quote::text).orElse("");
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

	private static int closing(Window window, int start, int end, char mark) {
		int close = start;
		while (close < end && window.at(close) != mark) {
			close++;
		}
		return close;
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
		if (VALUE.has(value) || (value == '&' && style == Style.ASSIGNED && isPartOfValue(window, at))) {
			return false;
		}
		if (style == Style.LINE && value > ' ' && value != '\\' && value < 0x7F) {
			return ",;&".indexOf(value) >= 0 && beginsNext(window, at + 1);
		}
		return value < 0x80;
	}

	private static boolean isPartOfValue(Window window, int ampersand) {
		int name = window.runEnd(ByteClass.NAME, ampersand + 1, 40);
		return name > ampersand + 1 && "=;&%".indexOf(window.at(name)) < 0 && window.at(name) >= 0;
	}

	private static boolean beginsNext(Window window, int at) {
		int name = window.runEnd(ByteClass.NAME, at, 40);
		return window.at(at) <= ' ' || (name > at && (window.at(name) == '=' || window.at(name) == ':'));
	}

	private static int trimmed(Window window, int start, int end, Style style) {
		boolean prose = style == Style.PLAIN || style == Style.TIGHT || style == Style.SQL;
		if (end > start + 1 && window.at(end - 1) == ':' && window.at(end) <= ' ') {
			return end - 1;
		}
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
		 * {@code ?name=value} in a URL.
		 */
		QUERY,

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
