package dev.heal.analysis.log.line;

import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * The level of a line that no logging library wrote: a word at its start, or behind the
 * name of the program.
 *
 * @param severity the level, {@link Severity#NONE} when there is none
 * @param end the index of what the line says, 0 where the level is a part of that
 */
record LeadingLevel(Severity severity, int end) {

	/**
	 * A program's name, then a level in brackets.
	 */
	private static final Pattern NAMED_LEVEL = Pattern.compile("^[a-z][\\w-]{1,20}: \\[([a-z]+)\\] ");

	/**
	 * A program's name or a number, then a level as a word, as in {@code psql: error: }.
	 */
	private static final Pattern NAMED_WORD = Pattern.compile(
			"^(?:\\[\\d+\\] )?(?:[a-z./][\\w./-]{0,30}(?:\\[[\\d:]+\\]:?|:)|\\d+:)(?: :)? (?i)(?:fatal (error)|(error|fatal|warning|notice|info|debug)): ");

	private static final int LONGEST = 12;

	static LeadingLevel of(String text) {
		return bracketed(text).or(() -> named(text)).orElseGet(() -> new LeadingLevel(first(text), 0));
	}

	private static Optional<LeadingLevel> bracketed(String text) {
		Matcher named = NAMED_LEVEL.matcher(text);
		return named.find() ? Severity.ofWord(named.group(1)).map((level) -> new LeadingLevel(level, named.end()))
				: Optional.empty();
	}

	private static Optional<LeadingLevel> named(String text) {
		Matcher named = NAMED_WORD.matcher(text);
		if (!named.find()) {
			return Optional.empty();
		}
		Severity level = (named.group(1) != null) ? Severity.FATAL
				: Severity.ofWord(named.group(2)).orElse(Severity.NONE);
		return Optional.of(new LeadingLevel(level, named.end()));
	}

	private static Severity first(String text) {
		int end = text.indexOf(':');
		if (end <= 0 || end >= LONGEST) {
			return Severity.NONE;
		}
		String word = LinePrefix.trim(text.substring(0, end));
		return Severity.ofWord(word)
			.filter((found) -> found != Severity.DEBUG || "debug".equals(word))
			.orElse(Severity.NONE);
	}

}
