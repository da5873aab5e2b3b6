package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Orders what may explain a failure. What ended the process beats what was logged, an
 * error beats a warning, the end of the log beats its middle, and what was dealt with
 * loses.
 */
final class Ranking {

	private static final int THRESHOLD = 40;

	private static final int CLOSELY_READ = 60;

	private static final int LAST_WORDS = 3;

	/**
	 * How much less a reason is believed that the error itself does not name.
	 */
	private static final double LESS = 0.8;

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
		Outlook outlook = new Outlook(candidates, this.lastLine);
		List<Candidate> read = candidates.stream()
			.map((candidate) -> candidate.withScore(candidate.score() + outlook.of(candidate)))
			.sorted(LIKELIEST)
			.limit(CLOSELY_READ)
			.map(CloseReading::read)
			.toList();
		List<Candidate> ranked = Survival.discounted(Survival.withoutRecurring(read, this.lastLine), this.lastRecord)
			.stream()
			.filter((candidate) -> candidate.score() >= THRESHOLD)
			.sorted(LIKELIEST)
			.toList();
		return ranked.isEmpty() ? lastWords(candidates) : withReason(Leader.first(ranked), read);
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
			.map((candidate) -> CloseReading.read(candidate.withScore(THRESHOLD)))
			.filter((candidate) -> candidate.score() >= THRESHOLD)
			.filter((candidate) -> candidate.family()
				.filter((family) -> family.isEnvironment() && family.confidence() > CloseReading.VAGUE)
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

	/**
	 * Looks for the reason among the warnings and errors before, when the error itself
	 * tells none, or is thrown where none of the program's own code is.
	 * @param ranked the candidates in order
	 * @param read all candidates
	 * @return the candidates, the first one with its reason
	 */
	private static List<Candidate> withReason(List<Candidate> ranked, List<Candidate> read) {
		Candidate leader = ranked.getFirst();
		boolean foreign = leader.trace() != null && leader.trace().ownFrame().isEmpty();
		boolean concludes = leader.trace() != null && Conclusions.isConclusion(leader.errorLine().body());
		if (leader.family()
			.filter((family) -> family.confidence() > CloseReading.VAGUE && (family.isEnvironment() || !foreign))
			.isPresent() && !concludes) {
			return ranked;
		}
		boolean gaveUp = Handled.isAfterAll(leader.errorLine().body());
		Optional<Candidate> reason = read.stream()
			.filter((candidate) -> candidate.lastNumber() < leader.firstNumber()
					&& leader.firstNumber() - candidate.lastNumber() <= Leader.REASON_REACH)
			.filter((candidate) -> candidate.severity().compareTo(Severity.WARN) >= 0)
			.filter((candidate) -> !concludes || !Conclusions.isConclusion(candidate.errorLine().body()))
			.filter((candidate) -> candidate.trace() != null || candidate.score() >= THRESHOLD || gaveUp)
			.filter((candidate) -> leader.trace() == null
					|| !candidate.errorLine().body().contains(leader.trace().root().statement()))
			.filter((candidate) -> gaveUp || leader.trace() == null || !leader.trace().uncaught() || foreign
					|| leader.firstNumber() - candidate.lastNumber() <= Outlook.CLUSTER_GAP
					|| Mended.areAboutTheSame(leader.errorLine().body(), candidate.errorLine().body()))
			.filter((candidate) -> gaveUp || !Handled.isHandled(candidate.lines().get(candidate.first()).body()))
			.sorted(Comparator.comparingLong(Candidate::firstNumber).reversed())
			.flatMap((candidate) -> candidate.family()
				.filter((family) -> family.isEnvironment() && family.confidence() > CloseReading.VAGUE)
				.map((family) -> leader.because(family.withConfidence(family.confidence() * LESS), candidate))
				.stream())
			.findFirst();
		List<Candidate> explained = new ArrayList<>(ranked);
		reason.ifPresent((because) -> explained.set(0, because));
		return explained;
	}

}
