package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.line.Severity;

/**
 * Goes from the likeliest candidate to the one that tells, where that is another one: the
 * first of several, the trace that a line announces, the reason before a conclusion.
 */
final class CandidateSelector {

	private static final int NEAR = 25;

	static final int REASON_REACH = 150;

	private static final int UP = 8;

	private static final int ANNOUNCED = 4;

	private static final int REPEATED = 8;

	private static final Pattern UNCAUGHT = Pattern
		.compile("(?i)\\buncaught (?:exception|error) (?:in|from) thread\\b");

	private static final String CALLED_FROM = " called from:";

	private static final Pattern SHELLS_NOTICE = Pattern
		.compile(": (?:line )?\\d+: +\\d+ (?:Segmentation fault|Aborted|Bus error|Illegal instruction)");

	private CandidateSelector() {
	}

	/**
	 * Puts the one that tells in front.
	 * @param ranked the candidates in order, at least one
	 * @return the candidates in order, that one first
	 */
	static List<Candidate> first(List<Candidate> ranked) {
		return toStatement(toAnnounced(fromLater(toReason(firstOfEquals(ranked)))));
	}

	/**
	 * Lets the first one of those lead that are equally likely and close together: what
	 * follows is what it caused.
	 * @param ranked the candidates in order
	 * @return the candidates in order
	 */
	private static List<Candidate> firstOfEquals(List<Candidate> ranked) {
		Candidate best = ranked.getFirst();
		Candidate leader = best;
		for (Candidate earlier = before(leader, best, ranked); !earlier.equals(leader); earlier = before(leader, best,
				ranked)) {
			leader = earlier;
		}
		return ledBy(leader, ranked);
	}

	private static Candidate before(Candidate later, Candidate best, List<Candidate> ranked) {
		return ranked.stream()
			.filter((candidate) -> candidate.score() == best.score() && candidate.firstNumber() < later.firstNumber())
			.filter((candidate) -> later.firstNumber() - candidate.lastNumber() <= NEAR
					&& !SurvivedErrors.isSurvived(candidate, best) && !SurvivedErrors.isRestarted(candidate, best)
					&& !SurvivedErrors.wentOn(candidate, best))
			.min(Comparator.comparingLong(Candidate::firstNumber))
			.orElse(later);
	}

	private static List<Candidate> ledBy(Candidate leader, List<Candidate> ranked) {
		List<Candidate> ordered = new ArrayList<>(ranked);
		ordered.remove(leader);
		ordered.addFirst(leader);
		return ordered;
	}

	/**
	 * Goes from a line that only announces a trace, or does not tell, to the trace next
	 * to it.
	 * @param ranked the candidates in order
	 * @return the candidates in order, what is announced first
	 */
	private static List<Candidate> toAnnounced(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		boolean open = leader.family().isEmpty() || isAnnouncement(leader.errorLine().stripped())
				|| isAnnouncement(leader.lines().get(leader.first()).stripped());
		if (leader.trace() != null) {
			return ranked;
		}
		return ranked.stream()
			.filter((candidate) -> candidate.trace() != null && !isBare(candidate)
					&& candidate.firstNumber() > leader.firstNumber())
			.filter((candidate) -> isWithin(leader, candidate) || ((open || repeats(leader, candidate))
					&& candidate.firstNumber() - leader.firstNumber() <= ANNOUNCED))
			.findFirst()
			.or(() -> ranked.stream()
				.filter((candidate) -> open && candidate.trace() != null && !candidate.severity().isHarmless()
						&& candidate.firstNumber() < leader.firstNumber()
						&& leader.firstNumber() - candidate.lastNumber() <= InitialScore.CLUSTER_GAP)
				.findFirst())
			.map((announced) -> ledBy(announced, ranked))
			.orElse(ranked);
	}

	/**
	 * Whether nothing but lines that are set in stands between a message and a trace.
	 * @param message the message
	 * @param thrown what was thrown after it
	 * @return whether it is a part of the message
	 */
	private static boolean isWithin(Candidate message, Candidate thrown) {
		return thrown.lines().equals(message.lines()) && thrown.first() > message.first()
				&& message.lines().subList(message.first() + 1, thrown.first()).stream().allMatch(LogLine::isIndented);
	}

	/**
	 * Whether a message says no more than what was thrown next.
	 * @param message the message
	 * @param thrown what was thrown
	 * @return whether it does
	 */
	private static boolean repeats(Candidate message, Candidate thrown) {
		String said = (thrown.trace() != null) ? thrown.trace().root().message() : "";
		return said.length() >= REPEATED && message.errorLine().body().contains(said);
	}

	private static boolean isAnnouncement(String text) {
		return text.endsWith(":") || UNCAUGHT.matcher(text).find();
	}

	private static List<Candidate> toReason(List<Candidate> ranked) {
		return AdjacentCause.of(ranked).map((reason) -> ledBy(reason, ranked)).orElse(ranked);
	}

	/**
	 * Goes up from an error in a configuration to the first one in the same file.
	 * @param ranked the candidates in order
	 * @return the candidates in order, the first error in the file first
	 */
	private static List<Candidate> fromLater(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		boolean several = leader.trace() == null && leader.severity() == Severity.NONE
				&& PlaceInText.of(leader.errorLine()).filter(PlaceInText::isConfiguration).isPresent();
		return several ? ledBy(AdjacentCause.firstAt(leader, leader.first() - UP).withScore(leader.score()), ranked)
				: ranked;
	}

	/**
	 * Goes up from the bare frames of a crash, or from what the shell says of it, to the
	 * program's own statement.
	 * @param ranked the candidates in order
	 * @return the candidates in order, the statement first
	 */
	private static List<Candidate> toStatement(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		if (leader.trace() != null && leader.errorLine().body().endsWith(CALLED_FROM)) {
			return ranked.stream()
				.filter((candidate) -> candidate.firstNumber() > leader.lastNumber()
						&& candidate.firstNumber() - leader.lastNumber() <= UP)
				.findFirst()
				.map((statement) -> ledBy(statement, ranked))
				.orElse(ranked);
		}
		boolean told = SHELLS_NOTICE.matcher(leader.errorLine().text()).find();
		if (!told && !isBare(leader)) {
			return ranked;
		}
		return ranked.stream()
			.filter((candidate) -> candidate.trace() == null && candidate.isSegfault()
					&& candidate.firstNumber() < leader.firstNumber()
					&& leader.firstNumber() - candidate.lastNumber() <= (told ? REASON_REACH : UP))
			.findFirst()
			.map((statement) -> ledBy(statement, ranked))
			.orElse(ranked);
	}

	private static boolean isBare(Candidate candidate) {
		return candidate.trace() != null && candidate.error() == candidate.first()
				&& candidate.trace().root().type() == null;
	}

}
