package dev.heal.redaction;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.NamedValue.Style;

/**
 * What stands between a name and its value.
 *
 * @param end the first byte behind it
 * @param style how the value is written then
 */
record Separator(int end, Style style) {

	private static final ByteClass DOT = ByteClass.of(".");

	private static final ByteClass BLANK = ByteClass.of(" \t");

	private static final ByteClass SPACE = ByteClass.of(" \t\r\n");

	private static final Pattern PROSE = Pattern
		.compile("(?: (?:for|of|has|was|is|set|changed|to|user)\\b(?: [\\w@.'-]{1,30}){0,4}:| is:?| is set to) +");

	private static final int MANY_DOTS = 4;

	static Optional<Separator> after(Window window, int nameStart, int nameEnd) {
		int position = Escapes.skipColours(window, nameEnd);
		Optional<Quote> quote = Quote.at(window, position);
		position = Escapes.skipColours(window, position + quote.map(Quote::length).orElse(0));
		if (window.at(position) == ']' && (quote.isPresent() || window.at(nameStart - 1) == '[')) {
			position++;
		}
		if (quote.isEmpty() && window.at(position) == '.' && window.at(position + MANY_DOTS) == '.') {
			return Optional.of(new Separator(window.runEnd(DOT, position, 80), Style.PLAIN));
		}
		int spaced = window.skipBlanks(position);
		return operator(window, nameStart, position, spaced, quote);
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
		int closing = Escapes.length(window, position, '>');
		if (closing > 0) {
			return Optional.of(new Separator(position + closing, Style.MARKUP));
		}
		if (window.at(spaced) == ',' || window.at(spaced) == '|') {
			return Optional.of(quote.isPresent() ? new Separator(skipSpace(window, spaced + 1), Style.LISTED)
					: new Separator(spaced + 1, Style.CELL));
		}
		if (window.at(spaced) == '\n' && window.matches(nameStart, "--")) {
			return nextLine(window, nameStart, spaced);
		}
		return (spaced > position && quote.isEmpty())
				? Optional.of(new Separator(behindProse(window, position), Style.SQL)) : Optional.empty();
	}

	// Skips what a sentence says between the name of a secret and the secret.
	private static int behindProse(Window window, int from) {
		if ("fhowisctu".indexOf(window.at(from + 1)) < 0) {
			return window.skipBlanks(from);
		}
		Matcher prose = PROSE.matcher(window.text(from, Math.min(window.end(), from + 80)));
		boolean skip = prose.lookingAt() && Arrays.stream(prose.group().split("\\W+")).noneMatch(SecretNames::isAbout);
		return window.skipBlanks(skip ? from + prose.end() : from);
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
		return below ? Optional.of(new Separator(newline + 1 + indent.length(), Style.ARGUMENT)) : Optional.empty();
	}

	private static Optional<Separator> assignment(Window window, int at, int length) {
		int next = window.at(at + length);
		if (next == '=' || (next == '~' && window.at(at - 1) == ' ')) {
			return Optional.empty();
		}
		boolean arrow = next == '>';
		return Optional.of(new Separator(at + length + (arrow ? 1 : 0),
				(window.at(at) == '%') ? Style.PERCENT : envLine(window, at) ? Style.LINE : Style.ASSIGNED));
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
			return Optional.of(new Separator(position + 1, Style.ASSIGNED));
		}
		if (window.at(at) == '%') {
			return Optional.of(new Separator(position, Style.PERCENT));
		}
		if (quoted) {
			return Optional.of(new Separator(position, Style.FIELD));
		}
		return Optional.of(new Separator(position, colonStyle(window, nameStart, position)));
	}

	private static Style colonStyle(Window window, int nameStart, int position) {
		boolean lineStart = beginsLine(window, nameStart);
		boolean aligned = window.at(position) == '\t' || (window.at(position) == ' ' && window.at(position + 1) == ' ');
		if (window.at(position) != ' ' && window.at(position) != '\t') {
			return Style.TIGHT;
		}
		return lineStart ? (aligned ? Style.ALIGNED : Style.YAML) : Style.PLAIN;
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
