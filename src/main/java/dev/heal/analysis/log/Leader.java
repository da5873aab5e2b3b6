package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Location;

/**
 * Goes from the likeliest candidate to the one that tells, where that is another one: the
 * first of several, the trace that a line announces, the reason before a conclusion.
 */
final class Leader {

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

	private Leader() {
	}

	/**
	 * Puts the one that tells in front.
	 * @param ranked the candidates in order, at least one
	 * @return the candidates in order, that one first
	 */
	static List<Candidate> first(List<Candidate> ranked) {
		return toStatement(toAnnounced(fromLater(fromConclusion(firstOfEquals(ranked)))));
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
					&& !Survival.isSurvived(candidate, best) && !Survival.isRestarted(candidate, best)
					&& !Survival.wentOn(candidate, best))
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
						&& leader.firstNumber() - candidate.lastNumber() <= Outlook.CLUSTER_GAP)
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

	/**
	 * Goes up from a line that only says that it is over to the one that says why.
	 * @param ranked the candidates in order
	 * @return the candidates in order, the reason first
	 */
	private static List<Candidate> fromConclusion(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		boolean placed = PlaceInText.of(leader.errorLine()).isPresent()
				&& !Conclusions.isEnd(leader.errorLine().body());
		if (leader.trace() != null || isCrash(leader) || placed) {
			return ranked;
		}
		boolean concludes = Conclusions.isConclusion(leader.errorLine().body());
		List<LogLine> lines = leader.lines();
		Optional<Candidate> wrongCall = UsageText.begins(leader.errorLine()) ? UsageText.wrongCall(leader, ranked)
				: Optional.empty();
		if (wrongCall.isPresent()) {
			return ledBy(wrongCall.get(), ranked);
		}
		for (int at = leader.first() - 1; at >= Math.max(0, leader.first() - UP); at--) {
			LogLine line = lines.get(at);
			if (line.inner() || line.isBlank() || line.isIndented()) {
				continue;
			}
			Candidate above = CloseReading
				.read(new Candidate(lines, at, at, at, line.severity(), null, Optional.empty(), leader.score()));
			if (explains(above, leader, concludes)) {
				return ledBy(traceOf(line, ranked)
					.orElseGet(() -> firstAt(above, leader.first() - UP).withScore(leader.score())), ranked);
			}
			if (!concludes) {
				return ranked;
			}
		}
		return ranked;
	}

	private static Optional<Candidate> traceOf(LogLine line, List<Candidate> ranked) {
		return ranked.stream()
			.filter((candidate) -> candidate.trace() != null && candidate.errorLine().number() == line.number())
			.findFirst();
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
		return several ? ledBy(firstAt(leader, leader.first() - UP).withScore(leader.score()), ranked) : ranked;
	}

	/**
	 * Goes up to the first of several errors that a parser found in one file.
	 * @param error the last one
	 * @param from the index of the line at which to stop
	 * @return the first one
	 */
	private static Candidate firstAt(Candidate error, int from) {
		Optional<String> file = PlaceInText.of(error.errorLine()).map(Location::file);
		return file.isEmpty() ? error
				: IntStream.range(Math.max(0, from), error.first())
					.filter((at) -> error.lines().get(at).severity() == error.severity())
					.filter((at) -> PlaceInText.of(error.lines().get(at)).map(Location::file).equals(file))
					.mapToObj((at) -> CloseReading.read(new Candidate(error.lines(), at, at, at,
							error.lines().get(at).severity(), null, Optional.empty(), error.score())))
					.filter((above) -> !Handled.isHandled(above.errorLine().body()))
					.findFirst()
					.orElse(error);
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
			.filter((candidate) -> candidate.trace() == null && isCrash(candidate)
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

	private static boolean isCrash(Candidate candidate) {
		return candidate.family().map(Family::subtype).filter("segfault"::equals).isPresent();
	}

	private static boolean explains(Candidate above, Candidate leader, boolean concludes) {
		boolean empty = Conclusions.isConclusion(above.errorLine().body()) && !isDetailed(above);
		if (empty || above.error() >= leader.first() || Handled.isHandled(above.errorLine().body())) {
			return false;
		}
		boolean placed = PlaceInText.of(above.errorLine()).filter(PlaceInText::isConfiguration).isPresent();
		boolean told = above.family().filter((family) -> family.confidence() >= CloseReading.TELLING).isPresent();
		if (above.severity().isHarmless()) {
			boolean says = leader.family()
				.filter((family) -> family.confidence() > CloseReading.TELLING && !above.isOf(family))
				.isPresent();
			return concludes && told && !says && above.severity() != Severity.DEBUG;
		}
		boolean scripted = PlaceInText.of(above.errorLine()).filter(PlaceInText::isScript).isPresent();
		return placed || (concludes && (told || scripted || program(above).equals(program(leader))));
	}

	/**
	 * Whether the record of a structured log says more than its message.
	 * @param candidate the record
	 * @return whether it does
	 */
	private static boolean isDetailed(Candidate candidate) {
		int next = candidate.error() + 1;
		return next < candidate.lines().size() && candidate.lines().get(next).inner();
	}

	private static String program(Candidate candidate) {
		String text = candidate.errorLine().text();
		int colon = text.indexOf(": ");
		return (colon > 0 && text.substring(0, colon).matches("[\\w./-]+")) ? text.substring(0, colon) : text;
	}

}
