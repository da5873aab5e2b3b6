package dev.heal.analysis.log.line;

import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A way to write something down. Most texts lack what it cannot do without, which is
 * found out in a fraction of the time that the expression takes.
 */
final class Notation {

	private final String words;

	private final boolean number;

	private final Pattern pattern;

	/**
	 * Describes it.
	 * @param cue the words that every match contains; a {@code #} at their end stands for
	 * a digit
	 * @param expression an RE2 expression
	 */
	Notation(String cue, String expression) {
		this.number = cue.endsWith("#");
		this.words = this.number ? cue.substring(0, cue.length() - 1) : cue;
		this.pattern = Pattern.compile(expression);
	}

	/**
	 * Looks for it in a text.
	 * @param text the text
	 * @return the first match
	 */
	Optional<Matcher> in(String text) {
		if (!isWorthTrying(text)) {
			return Optional.empty();
		}
		Matcher matcher = this.pattern.matcher(text);
		return matcher.find() ? Optional.of(matcher) : Optional.empty();
	}

	private boolean isWorthTrying(String text) {
		int at = text.indexOf(this.words);
		while (at >= 0 && !isFollowed(text, at + this.words.length())) {
			at = text.indexOf(this.words, at + 1);
		}
		return at >= 0;
	}

	private boolean isFollowed(String text, int end) {
		return !this.number || (end < text.length() && Character.isDigit(text.charAt(end)));
	}

}
