package dev.heal.analysis.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Cause;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Family;

/**
 * A log that ends with one and the same line again and again, which says what the program
 * waits for.
 */
final class Waiting {

	private static final Pattern WAITS = Pattern.compile(
			"(?i)\\bwait(?:ing|s)?\\b.{0,60}\\b(?:for|until|on|to)\\b|\\b(?:unavailable|not (?:yet )?(?:ready|available|reachable|up|responding))\\b.{0,60}\\b(?:sleep|wait|retry)|\\b(?:sleep|retry)ing\\b.{0,60}\\b(?:for|until|connect|in|again)\\b");

	/**
	 * What a program waits for while it does its work.
	 */
	private static final Pattern IDLE = Pattern.compile(
			"(?i)\\b(?:connections?|requests?|jobs?|events?|messages?|tasks?|work|commands?|signals?|changes|clients?|lease|leader\\w*|input|next)\\b");

	private static final Pattern NUMBERS = Pattern.compile("\\d+");

	private static final int OFTEN = 3;

	private static final int LAST = 40;

	private static final int SCORE = 65;

	private Waiting() {
	}

	/**
	 * Looks for what the end of a log says that the program waits for.
	 * @param lines the last passage
	 * @return the line as a candidate
	 */
	static Optional<Candidate> in(List<LogLine> lines) {
		List<Integer> said = IntStream.range(Math.max(0, lines.size() - LAST), lines.size())
			.filter((at) -> !lines.get(at).isBlank())
			.boxed()
			.toList();
		if (said.size() < OFTEN) {
			return Optional.empty();
		}
		int last = said.getLast();
		String words = words(lines.get(last));
		boolean waits = WAITS.matcher(words).find() && !IDLE.matcher(words).find();
		List<Integer> same = waits ? said.stream().filter((at) -> words(lines.get(at)).equals(words)).toList()
				: List.of();
		return (same.size() < OFTEN) ? Optional.empty()
				: Optional.of(new Candidate(lines, same.get(same.size() - OFTEN), last, last, Severity.WARN, null,
						Optional.of(new Family(Cause.EXTERNAL_DEPENDENCY, "waiting", 0.75)), SCORE));
	}

	private static String words(LogLine line) {
		return NUMBERS.matcher(line.body()).replaceAll("#").strip();
	}

}
