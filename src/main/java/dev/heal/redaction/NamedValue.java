package dev.heal.redaction;

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
record NamedValue(int start, int end, boolean quoted, ValueStyle style, String wrap) {

	static final int LONGEST = 16 * 1024;

	/** Braces hold names to be replaced, or in ODBC a password. */
	private static final Pattern BRACED = Pattern
		.compile("(?i)(?!pass|pwd|token|secret|db|user)(?=.*[0-9])(?=.*[a-z]).*");

	private static final ByteClass BLOCK_MARK = ByteClass.of("|>0-9+-");

	private static final ByteClass NUMBER = ByteClass.of("0-9.eE+-");

	private static final ByteClass COLON = ByteClass.of(" :");

	private static final ByteClass BACKSLASH = ByteClass.of("\\");

	private static final ByteClass INDENT = ByteClass.of(" ");

	static Optional<NamedValue> read(Window window, int from, ValueStyle style) {
		int start = ValueOpening.skip(window, from, style);
		if ((style == ValueStyle.YAML || style == ValueStyle.ALIGNED) && isBlock(window, start)) {
			return block(window, start, from);
		}
		Optional<Quote> quote = Quote.at(window, start);
		if (quote.isPresent()) {
			return quoted(window, start, quote.get(), style);
		}
		boolean variable = window.at(start) == '$' && "{(".indexOf(window.at(start + 1)) >= 0;
		return (style == ValueStyle.LISTED || variable) ? Optional.empty() : bare(window, from, start, style);
	}

	private static Optional<NamedValue> quoted(Window window, int start, Quote quote, ValueStyle style) {
		int open = start + quote.length();
		int close = quote.close(window, open, LONGEST);
		boolean closed = window.matches(close, quote.text());
		if (!closed && style != ValueStyle.FIELD && quote.isOpenAt(window, start)) {
			return Optional.empty();
		}
		boolean name = style == ValueStyle.LISTED && window.at(window.skipBlanks(close + quote.length())) == ':';
		return name ? Optional.empty() : Optional.of(new NamedValue(open, close, true, style, ""));
	}

	private static Optional<NamedValue> bare(Window window, int from, int start, ValueStyle style) {
		int end = ValueEnd.of(window, start, style);
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

	private static int closing(Window window, int start, int end, char mark) {
		int close = start;
		while (close < end && window.at(close) != mark) {
			close++;
		}
		return close;
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
		return (end > first) ? Optional.of(new NamedValue(first, end, true, ValueStyle.YAML, "")) : Optional.empty();
	}

	private static String wrap(Window window, int from, int start, int end, ValueStyle style) {
		boolean number = style == ValueStyle.FIELD && window.runEnd(NUMBER, start, end - start) == end;
		if (!number) {
			return "";
		}
		int mark = window.runStart(COLON, from, 8) - 1;
		return Quote.at(window, window.runStart(BACKSLASH, mark, 16)).map(Quote::text).orElse("");
	}

	/**
	 * Returns what the quotation mark holds that stands before the name, where that is
	 * one argument: {@code "-Dname=a b"}.
	 * @param window where to look
	 * @param nameStart the first byte of the name
	 * @return the whole value, or this one
	 */
	NamedValue inArgument(Window window, int nameStart) {
		boolean assigned = this.style == ValueStyle.ASSIGNED || this.style == ValueStyle.LINE;
		Optional<Quote> quote = (assigned && !this.quoted) ? Quote.before(window, nameStart) : Optional.empty();
		int close = quote.map((found) -> found.close(window, this.end, LONGEST)).orElse(this.end);
		boolean whole = quote.isPresent() && window.matches(close, quote.get().text())
				&& window.text(this.end, close).matches("[^=:\\\\]*");
		return whole ? new NamedValue(this.start, close, true, this.style, this.wrap) : this;
	}

	Finding finding(String id, Rank rank) {
		return new Finding(id, rank, this.start, this.end).quoted(this.wrap);
	}

}
