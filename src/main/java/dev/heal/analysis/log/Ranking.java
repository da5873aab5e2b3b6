package dev.heal.analysis.log;

import java.util.Comparator;
import java.util.List;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Conclusions;

/**
 * Orders what may explain a failure. What ended the process beats what was logged, an
 * error beats a warning, the end of the log beats its middle, and what was dealt with
 * loses.
 */
final class Ranking {

	private static final int CLOSELY_READ = 60;

	private static final int LAST_WORDS = 3;

	private static final Comparator<Candidate> LIKELIEST = Comparator.comparingInt(Candidate::score)
		.thenComparingLong(Candidate::firstNumber)
		.reversed();

	private final long lastLine;

	private final long lastRecord;

	/**
	 * Begins.
	 * @param lastLine the number of the log's last line
	 * @param lastRecord the number of the last line that a logging library wrote
	 */
	Ranking(long lastLine, long lastRecord) {
		this.lastLine = lastLine;
		this.lastRecord = lastRecord;
	}

	List<Candidate> rank(List<Candidate> candidates) {
		InitialScore outlook = new InitialScore(candidates, this.lastLine);
		List<Candidate> read = candidates.stream()
			.map((candidate) -> candidate.withScore(candidate.score() + outlook.of(candidate)))
			.sorted(LIKELIEST)
			.limit(CLOSELY_READ)
			.map(CloseReading::read)
			.toList();
		List<Candidate> ranked = SurvivedErrors
			.discounted(SurvivedErrors.withoutRecurring(read, this.lastLine), this.lastRecord)
			.stream()
			.filter((candidate) -> candidate.score() >= Weights.THRESHOLD)
			.sorted(LIKELIEST)
			.toList();
		return ranked.isEmpty() ? lastWords(candidates) : PrecedingCause.added(CandidateSelector.first(ranked), read);
	}

	/**
	 * Takes a warning for the error when it is the last thing that the program said, it
	 * says what is wrong with the surroundings, and nothing else tells.
	 * @param candidates the candidates, in order
	 * @return the last words, empty when they do not tell
	 */
	private List<Candidate> lastWords(List<Candidate> candidates) {
		return candidates.stream()
			.filter((candidate) -> candidate.trace() == null && isLast(candidate))
			.filter((candidate) -> candidate.severity() == Severity.WARN
					|| CloseReading.saysFailed(candidate.errorLine()))
			.filter((candidate) -> !CloseReading.isAfterEnd(candidate))
			.map((candidate) -> CloseReading.read(candidate.withScore(Weights.THRESHOLD)))
			.filter((candidate) -> candidate.score() >= Weights.THRESHOLD)
			.filter((candidate) -> candidate.family()
				.filter((family) -> family.isEnvironment() && family.confidence() > Weights.VAGUE)
				.isPresent())
			.toList();
	}

	/**
	 * Whether nothing follows, or no more than that it is over.
	 * @param candidate the candidate
	 * @return whether it is the last thing that was said
	 */
	private boolean isLast(Candidate candidate) {
		List<LogLine> after = candidate.lines().subList(candidate.last() + 1, candidate.lines().size());
		return candidate.lastNumber() + after.size() >= this.lastLine && after.size() <= LAST_WORDS
				&& after.stream().allMatch((line) -> Conclusions.isConclusion(line.body()));
	}

}
