package dev.heal.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between a name and its value.
 *
 * @param end the first byte behind it
 * @param style how the value is written then
 */
record Separator(int end, ValueStyle style) {

	private static final ByteClass DOT = ByteClass.of(".");

	private static final ByteClass BLANK = ByteClass.of(" \t");

	private static final ByteClass SPACE = ByteClass.of(" \t\r\n");

	private static final ByteClass REMARK = ByteClass.of("A-Za-z0-9 ");

	private static final int LONGEST_REMARK = 24;

	/** How what is between a name and a value may begin. */
	private static final Set<String> LEADS = Set.of("for", "of", "has", "was", "is", "set", "changed", "to", "user",
			"generated", "received", "issued");

	private static final int LONGEST_LEAD = 9;

	private static final Pattern PROSE = Pattern.compile(
			"\\s(?:for|of|has|was|is|set|changed|to|user|generated|received|issued)\\b(?: [\\w@.'\"-]{1,30}+){0,4}?(?::| (?:re)?set to:?) +");

	private static final Pattern IS = Pattern.compile("\\s(?:is|to|set to|reset to):? +");

	private static final Pattern WHOSE = Pattern.compile("\\s(?:for|of)(?: user| role| account)? [\\w@.'\"-]+");

	private static final Pattern ATTRIBUTES = Pattern.compile("(?:\\s+[\\w:.-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))+\\s*>");

	private static final Pattern NEXT_LINE = Pattern
		.compile("\\r?\\n(-{4}\\r?\\n)?( *+)(?:(?=[\"'])|(?![-#])(?=\\S++\\s*?(?:[\\r\\n]|$))(?!\\S*:[\\r\\n]))");

	private static final List<String> SETTERS = List.of("set", "with", "add");

	private static final int MANY_DOTS = 4;

	static Optional<Separator> after(Window window, int nameStart, int nameEnd) {
		int position = Escapes.skipColours(window, nameEnd);
		Optional<Quote> quote = Quote.at(window, position);
		position = Escapes.skipColours(window, position + quote.map(Quote::length).orElse(0));
		if (window.at(position) == ']' && (quote.isPresent() || window.at(nameStart - 1) == '[')) {
			position++;
		}
		int spaced = window.skipBlanks(position);
		if (quote.isEmpty() && window.at(spaced) == '.' && window.at(spaced + MANY_DOTS) == '.') {
			return Optional.of(new Separator(window.runEnd(DOT, spaced, 80), ValueStyle.PLAIN));
		}
		spaced = skipRemark(window, spaced);
		Optional<Separator> declared = quote.isEmpty() ? Declarations.after(window, spaced) : Optional.empty();
		return declared.isPresent() ? declared : operator(window, nameStart, position, spaced, quote);
	}

	// As in key (hex): …
	private static int skipRemark(Window window, int at) {
		int close = (window.at(at) == '(') ? window.runEnd(REMARK, at + 1, LONGEST_REMARK) : at;
		boolean remark = close > at + 1 && window.at(close) == ')'
				&& (window.at(close + 1) == ':' || window.at(close + 1) == '=');
		return remark ? close + 1 : at;
	}

	private static Optional<Separator> operator(Window window, int nameStart, int position, int spaced,
			Optional<Quote> quote) {
		int equals = Escapes.length(window, spaced, '=');
		if (equals > 0) {
			return assignment(window, spaced, equals);
		}
		int colon = Escapes.length(window, spaced, ':');
		if (colon > 0) {
			return colon(window, nameStart, spaced, colon, quote.isPresent());
		}
		if (window.matches(spaced, "->")) {
			return Optional.of(new Separator(spaced + 2, ValueStyle.ASSIGNED));
		}
		int closing = Escapes.length(window, position, '>');
		if (closing > 0) {
			return Optional.of(new Separator(position + closing, ValueStyle.MARKUP));
		}
		if (window.at(spaced) == ',' || window.at(spaced) == '|') {
			return Optional.of(quote.isPresent() ? new Separator(skipSpace(window, spaced + 1), ValueStyle.LISTED)
					: new Separator(spaced + 1, ValueStyle.CELL));
		}
		if (quote.isPresent() && spaced > position && window.at(nameStart) == '-'
				&& Quote.at(window, spaced).isPresent()) {
			return Optional.of(new Separator(spaced, ValueStyle.ARGUMENT));
		}
		if (window.at(spaced) == '\n' && window.at(nameStart) == '-') {
			return nextLine(window, nameStart, spaced);
		}
		if (window.at(position) == '(' && Quote.at(window, position + 1).isPresent()
				&& (Character.isUpperCase(window.at(nameStart))
						|| SETTERS.stream().anyMatch((verb) -> window.matches(nameStart, verb)))) {
			return Optional.of(new Separator(position + 1, ValueStyle.LISTED));
		}
		int element = (spaced > position && isTag(window, nameStart)) ? attributesEnd(window, position) : position;
		if (element > position) {
			return Optional.of(new Separator(element, ValueStyle.MARKUP));
		}
		return (spaced > position && quote.isEmpty()) ? Optional.of(behindProse(window, position)) : Optional.empty();
	}

	// Skips what a sentence says between the name of a secret and the secret.
	private static Separator behindProse(Window window, int from) {
		int word = window.runEnd(ByteClass.WORD, from + 1, LONGEST_LEAD + 1);
		if (word - from - 1 > LONGEST_LEAD || !LEADS.contains(window.text(from + 1, word))) {
			return new Separator(window.skipBlanks(from), ValueStyle.SQL);
		}
		String text = window.text(from, Math.min(window.end(), from + 80));
		boolean ends = text.indexOf(':') >= 0 || text.contains("set to");
		Matcher prose = (ends ? PROSE : IS).matcher(text);
		boolean sentence = ends && prose.lookingAt();
		if (!sentence && !prose.usePattern(IS).lookingAt()) {
			return new Separator(window.skipBlanks(from), ValueStyle.SQL);
		}
		boolean about = sentence && Arrays.stream(WHOSE.matcher(prose.group()).replaceFirst("").split("\\W+"))
			.anyMatch(SecretNames::isAbout);
		return about ? new Separator(window.skipBlanks(from), ValueStyle.SQL)
				: new Separator(from + prose.end(), prose.group().contains(":") ? ValueStyle.PLAIN : ValueStyle.SQL);
	}

	private static boolean isTag(Window window, int nameStart) {
		int before = window.at(nameStart - 1);
		return before == '<'
				|| (before == ':' && window.at(window.runStart(ByteClass.NAME, nameStart - 1, 40) - 1) == '<');
	}

	private static int attributesEnd(Window window, int from) {
		Matcher attributes = ATTRIBUTES.matcher(window.view(from, Math.min(window.end(), from + 300)));
		return attributes.lookingAt() ? from + attributes.end() : from;
	}

	private static int skipSpace(Window window, int from) {
		return window.runEnd(SPACE, from, 80);
	}

	// An argument in a line of its own, below the name of its option.
	private static Optional<Separator> nextLine(Window window, int nameStart, int newline) {
		int line = window.lineStart(nameStart, 80);
		String indent = window.text(line, nameStart);
		boolean below = indent.matches("\\s+(?:- )?|- ") && window.matches(newline + 1, indent)
				&& window.at(newline + 1 + indent.length()) != '-';
		return below ? Optional.of(new Separator(newline + 1 + indent.length(), ValueStyle.ARGUMENT))
				: Optional.empty();
	}

	private static Optional<Separator> assignment(Window window, int at, int length) {
		int next = window.at(at + length);
		if (next == '=' || (next == '~' && window.at(at - 1) == ' ')) {
			return Optional.empty();
		}
		int end = at + length + ((next == '>') ? 1 : 0);
		return Optional.of(new Separator((next == '>' && isLineEnd(window, end)) ? skipSpace(window, end) : end,
				(window.at(at) == '%') ? ValueStyle.PERCENT
						: envLine(window, at) ? ValueStyle.LINE : ValueStyle.ASSIGNED));
	}

	private static boolean envLine(Window window, int at) {
		int start = window.runStart(ByteClass.NAME, at, 100);
		return start == 0 || window.at(start - 1) == '\n';
	}

	private static Optional<Separator> colon(Window window, int nameStart, int at, int length, boolean quoted) {
		int position = at + length;
		if (window.at(position) == ':') {
			return Optional.empty();
		}
		if (window.at(position) == '=') {
			return Optional.of(new Separator(position + 1, ValueStyle.ASSIGNED));
		}
		if (window.at(at) == '%') {
			return Optional.of(new Separator(position, ValueStyle.PERCENT));
		}
		if (!quoted && isLineEnd(window, position) && beginsLine(window, nameStart)) {
			return Optional.of(new Separator(inNextLine(window, nameStart, position), ValueStyle.PLAIN));
		}
		return Optional
			.of(new Separator(position, quoted ? ValueStyle.FIELD : colonStyle(window, nameStart, position)));
	}

	private static boolean isLineEnd(Window window, int at) {
		return window.at(at) == '\n' || (window.at(at) == '\r' && window.at(at + 1) == '\n');
	}

	// Finds the word that is alone in the next line and indented below a name, as in
	// YAML,
	// or underlined, as kubectl describes ConfigMaps.
	private static int inNextLine(Window window, int nameStart, int lineEnd) {
		int line = window.lineStart(nameStart, 80);
		Matcher next = NEXT_LINE.matcher(window.view(lineEnd, Math.min(window.end(), lineEnd + NamedValue.LONGEST)));
		boolean found = next.lookingAt() && (next.group(1) != null || next.end(2) - next.start(2) > nameStart - line);
		return found ? lineEnd + next.end(2) : lineEnd;
	}

	private static ValueStyle colonStyle(Window window, int nameStart, int position) {
		boolean lineStart = beginsLine(window, nameStart);
		boolean aligned = window.at(position) == '\t' || (window.at(position) == ' ' && window.at(position + 1) == ' ');
		if (window.at(position) != ' ' && window.at(position) != '\t') {
			return ValueStyle.TIGHT;
		}
		return lineStart ? (aligned ? ValueStyle.ALIGNED : ValueStyle.YAML) : ValueStyle.PLAIN;
	}

	private static boolean beginsLine(Window window, int nameStart) {
		int start = window.runStart(BLANK, nameStart, 80);
		if (window.at(start - 1) == '-' && start < nameStart) {
			start = window.runStart(BLANK, start - 1, 80);
		}
		return start == 0 || window.at(start - 1) == '\n'
				|| (window.at(start - 1) == 'n' && window.at(start - 2) == '\\');
	}

}
