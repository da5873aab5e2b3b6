package dev.heal.redaction;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What programs write between a name and its value other than a single sign: the type of
 * a variable, an operator of several signs, a comparison with a text.
 */
final class Declarations {

	private static final int REACH = 80;

	private static final ByteClass OPERATOR = ByteClass.of("?.+|:");

	private static final Pattern TYPED = Pattern.compile(
			"(?::[ \\t]*)?(?:\\[\\d{0,4}\\]|(?:const )?(?:[A-Za-z.]{0,20}[Ss]tring|str|text|any|&(?:'static )?str|(?:const )?char[ ]?\\*|Option(?:al)?[<\\[]\\w{1,20}[>\\]])[?!*]?)[ \\t]*:?=[ \\t]*(?=[@$]?[\"'`])");

	private Declarations() {
	}

	/**
	 * Reads what stands behind a name that no quotation mark closes.
	 * @param window where to look
	 * @param at the first byte behind the name and blanks
	 * @return what separates it from its value, if a program would write so
	 */
	static Optional<Separator> after(Window window, int at) {
		int first = window.at(at);
		if (first == '=' || first == '!') {
			return comparison(window, at);
		}
		if (OPERATOR.has(first)) {
			int equals = window.runEnd(OPERATOR, at, 3);
			if (window.at(equals) == '=' && window.at(equals + 1) != '=' && (first != ':' || equals > at + 1)) {
				return Optional.of(new Separator(equals + 1, ValueStyle.ASSIGNED));
			}
		}
		if (first == '-' && window.at(at + 1) == ' ' && Quote.isMark(window.at(at + 2))) {
			return Optional.of(new Separator(at + 2, ValueStyle.LISTED));
		}
		return typed(window, at, first);
	}

	private static Optional<Separator> comparison(Window window, int at) {
		int end = at + 1;
		while (window.at(end) == '=' && end < at + 3) {
			end++;
		}
		int value = window.skipBlanks(end);
		return (end > at + 1 && Quote.isMark(window.at(value))) ? Optional.of(new Separator(value, ValueStyle.LISTED))
				: Optional.empty();
	}

	private static Optional<Separator> typed(Window window, int at, int first) {
		if (!Character.isLetter(first) && ":[&".indexOf(first) < 0) {
			return Optional.empty();
		}
		Matcher type = TYPED.matcher(window.view(at, Math.min(window.end(), at + REACH)));
		return type.lookingAt() ? Optional.of(new Separator(at + type.end(), ValueStyle.ASSIGNED)) : Optional.empty();
	}

}
