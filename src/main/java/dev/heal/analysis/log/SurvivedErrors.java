package dev.heal.analysis.log;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.trace.Trace;
import dev.heal.analysis.log.words.Conclusions;

/**
 * Tells which errors the program outlived.
 */
final class SurvivedErrors {

	private static final Pattern THREAD = Pattern.compile("^thread '([^']*)'");

	private static final Pattern RESTART = Pattern
		.compile("(?i)^[^'\"]*\\b(?:restarting|restarted|respawning|respawned|starting again)\\b");

	/**
	 * Without one of these the expression is not worth trying.
	 */
	private static final List<String> HINTS = List.of("tart", "TART", "pawn", "PAWN");

	private static final int LOOSE_ENDS = 3;

	private SurvivedErrors() {
	}

	/**
	 * Lets the last words of a process win over the crash of a thread or task that it
	 * survived.
	 * @param read the candidates
	 * @param lastRecord the number of the last line that a logging library wrote
	 * @return the candidates, those it survived with less
	 */
	static List<Candidate> discounted(List<Candidate> read, long lastRecord) {
		Optional<Candidate> words = read.stream()
			.filter((candidate) -> candidate.firstNumber() > lastRecord && candidate.score() >= Weights.LAST_WORDS)
			.min(Comparator.comparingLong(Candidate::firstNumber));
		return words.isEmpty() ? read
				: read.stream()
					.map((candidate) -> (candidate.lastNumber() < lastRecord && wentOn(candidate, words.get()))
							? candidate.asSurvived().withScore(candidate.score() + Weights.SURVIVED) : candidate)
					.toList();
	}

	/**
	 * Lets an error count for less that came up before and is not the last thing that was
	 * said, when the program went on with its work each time.
	 * @param read the candidates
	 * @param lastLine the number of the log's last line
	 * @return the candidates, those with less that do not end the program
	 */
	static List<Candidate> withoutRecurring(List<Candidate> read, long lastLine) {
		Map<String, List<Candidate>> alike = read.stream()
			.filter((candidate) -> candidate.severity() != Severity.FATAL
					&& (candidate.trace() == null || !candidate.trace().uncaught()))
			.collect(Collectors.groupingBy(SurvivedErrors::signature));
		return read.stream()
			.map((candidate) -> (lastLine - candidate.lastNumber() > LOOSE_ENDS
					&& recurs(candidate, alike.getOrDefault(signature(candidate), List.of())))
							? candidate.withScore(candidate.score() + Weights.RECURRING) : candidate)
			.toList();
	}

	private static boolean recurs(Candidate candidate, List<Candidate> alike) {
		return alike.contains(candidate) && alike.stream()
			.filter((other) -> !other.equals(candidate))
			.anyMatch((other) -> (other.firstNumber() < candidate.firstNumber()) ? workedOn(other, candidate)
					: workedOn(candidate, other));
	}

	private static boolean workedOn(Candidate first, Candidate second) {
		return wentOn(first, second) && between(first, second)
			.noneMatch((line) -> line.severity().isHarmless() && Conclusions.isPlainEnd(line.body()));
	}

	private static String signature(Candidate candidate) {
		Trace trace = candidate.trace();
		return (trace != null) ? Signature.of(trace) : Signature.of(candidate.errorLine().body());
	}

	/**
	 * Whether a thread went on after an error to run into another one.
	 * @param first the first one
	 * @param second the second one
	 * @return whether it did, as far as the lines name the thread
	 */
	static boolean isSurvived(Candidate first, Candidate second) {
		Matcher one = THREAD.matcher(first.lines().get(first.first()).stripped());
		Matcher other = THREAD.matcher(second.lines().get(second.first()).stripped());
		return !first.equals(second) && one.find() && other.find() && one.group(1).equals(other.group(1));
	}

	/**
	 * Whether the program was started anew between two crashes: the newer one tells.
	 * @param first the first one
	 * @param second the second one
	 * @return whether a line between them says so
	 */
	static boolean isRestarted(Candidate first, Candidate second) {
		return first.trace() != null && second.trace() != null && between(first, second).map(LogLine::body)
			.anyMatch((text) -> HINTS.stream().anyMatch(text::contains) && RESTART.matcher(text).find());
	}

	/**
	 * Whether the program did its ordinary work between two errors.
	 * @param first the first one
	 * @param second the second one
	 * @return whether it did
	 */
	static boolean wentOn(Candidate first, Candidate second) {
		if (!first.lines().equals(second.lines())) {
			return second.firstNumber() - first.lastNumber() > LOOSE_ENDS;
		}
		return between(first, second)
			.filter((line) -> line.record() && !line.severity().isError() && !line.inner()
					&& !Conclusions.isPlainEnd(line.body()))
			.count() > LOOSE_ENDS;
	}

	/**
	 * Returns the lines between two errors, as far as they were kept.
	 * @param first the first one
	 * @param second the second one
	 * @return the lines
	 */
	private static Stream<LogLine> between(Candidate first, Candidate second) {
		return first.lines().equals(second.lines())
				? first.lines().subList(first.last(), Math.max(first.last(), second.first())).stream() : Stream.of();
	}

}
