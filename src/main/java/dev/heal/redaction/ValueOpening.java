package dev.heal.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand between a separator and the value: blanks, colours, brackets, and what
 * languages say of a value before they print it.
 */
final class ValueOpening {

	private static final List<String> WRAPPERS = List.of("Some(", "<<", "Optional[", "Just ", "pass:", "<![CDATA[",
			"OAuth ", "Bearer ", "Token ");

	private static final String GO_STRINGS = "[]string{";

	/** As Go's spew and PHP's var_dump print it. */
	private static final Pattern TYPE = Pattern.compile("\\s*(?:\\(string\\) \\(len=\\d+\\)|string\\(\\d+\\)) ");

	private static final Pattern YAML_PROPERTY = Pattern.compile("(?:&[\\w-]+|!![a-z]+) +(?=\\S)");

	private static final ByteClass SPACE = ByteClass.of(" \t\r\n");

	private ValueOpening() {
	}

	static int skip(Window window, int from, ValueStyle style) {
		int position = skipSpace(window, from, style);
		position = Escapes.skipColours(window, position);
		position = skipSpace(window, position, style);
		if (window.matches(position, GO_STRINGS)) {
			return position + GO_STRINGS.length();
		}
		if (window.at(position) == '[' && !window.matches(position, Placeholders.PREFIX)) {
			return window.skipBlanks(position + 1);
		}
		for (String wrapper : WRAPPERS) {
			if (window.matches(position, wrapper)) {
				return window.runEnd(SPACE, position + wrapper.length(), 80);
			}
		}
		boolean braced = window.at(position) == '{' && (style == ValueStyle.ASSIGNED || style == ValueStyle.LINE);
		boolean prefixed = "bBuUrR@$".indexOf(window.at(position)) >= 0 && Quote.at(window, position + 1).isPresent();
		return (braced || prefixed) ? position + 1 : skipType(window, position, style);
	}

	private static int skipType(Window window, int position, ValueStyle style) {
		Pattern type = switch (window.at(position)) {
			case '(', '\n', 's' -> TYPE;
			case '&', '!' -> (style == ValueStyle.YAML) ? YAML_PROPERTY : null;
			default -> null;
		};
		if (type == null) {
			return position;
		}
		Matcher matcher = type.matcher(window.view(position, Math.min(window.end(), position + 80)));
		return matcher.lookingAt() ? position + matcher.end() : position;
	}

	private static int skipSpace(Window window, int from, ValueStyle style) {
		int position = (style == ValueStyle.MARKUP) ? window.runEnd(SPACE, from, 80) : window.skipBlanks(from);
		while (style == ValueStyle.PERCENT && (window.at(position) == '+' || window.matches(position, "%20"))) {
			position += (window.at(position) == '+') ? 1 : 3;
		}
		return position;
	}

}
