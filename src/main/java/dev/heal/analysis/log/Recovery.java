package dev.heal.analysis.log;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.words.Handled;

/**
 * Tells whether what was wrong works again, by {@code handled.txt}.
 */
final class Recovery {

	private static final List<String> WORKS = Handled.words("^ ");

	private static final List<String> DOES_NOT = List.of("disconnected", "unhealthy", "not ", "never");

	private static final List<String> ANYTHING = List.of("connection", "connecting", "connect", "server", "service",
			"error", "info", "warn", "warning", "after", "with", "from");

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'=,;()\\[\\]{}_]+|: |:$|\\.$");

	private static final int WORD = 4;

	private static final int REACH = 200;

	private Recovery() {
	}

	/**
	 * Tells whether a later line says so.
	 * @param candidate what was wrong
	 * @return whether a line is about the same thing, and says that it works
	 */
	static boolean isMended(Candidate candidate) {
		List<LogLine> lines = candidate.lines();
		int next = candidate.last() + 1;
		return lines.subList(next, Math.max(next, Math.min(lines.size(), next + REACH)))
			.stream()
			.filter((line) -> !line.severity().isError())
			.anyMatch((line) -> isMended(candidate.errorLine().body(), line.body()));
	}

	private static boolean isMended(String error, String later) {
		String text = later.toLowerCase(Locale.ROOT);
		return WORKS.stream().anyMatch(text::contains) && DOES_NOT.stream().noneMatch(text::contains)
				&& areAboutTheSame(error, later);
	}

	/**
	 * Whether two lines speak of the same thing.
	 * @param one the one
	 * @param other the other
	 * @return whether they have a word in common that many lines do not have
	 */
	static boolean areAboutTheSame(String one, String other) {
		return !Collections.disjoint(subjects(one.toLowerCase(Locale.ROOT)), subjects(other.toLowerCase(Locale.ROOT)));
	}

	private static Set<String> subjects(String text) {
		return Arrays.stream(BETWEEN_WORDS.split(text))
			.filter((word) -> word.length() >= WORD && !ANYTHING.contains(word)
					&& WORKS.stream().noneMatch(word::contains))
			.collect(Collectors.toSet());
	}

}
