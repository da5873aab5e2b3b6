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

	/**
	 * Below this score a candidate is noise.
	 */
	static final int THRESHOLD = 40;

	private static final int CLOSELY_READ = 120;

	private static final int NEAR = 25;

	private final long lastLine;

	Ranking(long lastLine) {
		this.lastLine = lastLine;
	}

	List<Candidate> rank(List<Candidate> candidates) {
		List<Candidate> ranked = candidates.stream()
			.map((candidate) -> candidate.withScore(outlook(candidate)))
			.sorted(Comparator.comparingInt(Candidate::score).thenComparingLong(Candidate::firstNumber).reversed())
			.limit(CLOSELY_READ)
			.map(this::read)
			.filter((candidate) -> candidate.score() >= THRESHOLD)
			.sorted(Comparator.comparingInt(Candidate::score).thenComparingLong(Candidate::firstNumber).reversed())
			.toList();
		return firstOfEquals(ranked);
	}

	/**
	 * Lets the first one of those lead that are equally likely and close together: what
	 * follows is what it caused.
	 * @param ranked the candidates in order
	 * @return the candidates in order
	 */
	private static List<Candidate> firstOfEquals(List<Candidate> ranked) {
		if (ranked.isEmpty()) {
			return ranked;
		}
		Candidate best = ranked.getFirst();
		Candidate leader = ranked.stream()
			.filter((candidate) -> candidate.score() == best.score()
					&& best.firstNumber() - candidate.lastNumber() <= NEAR)
			.min(Comparator.comparingLong(Candidate::firstNumber))
			.orElse(best);
		List<Candidate> ordered = new ArrayList<>(ranked);
		ordered.remove(leader);
		ordered.addFirst(leader);
		return ordered;
	}

	private int outlook(Candidate candidate) {
		Trace trace = candidate.trace();
		return ((trace != null) ? ofTrace(trace) : ofMessage(candidate)) + position(candidate);
	}

	private static int ofTrace(Trace trace) {
		if (trace.uncaught()) {
			return 80;
		}
		return switch (trace.severity()) {
			case DEBUG, INFO -> 10;
			case WARN -> 15;
			case NONE -> 50;
			case ERROR -> 58;
			case FATAL -> 78;
		};
	}

	private static int ofMessage(Candidate candidate) {
		int base = switch (candidate.severity()) {
			case DEBUG, INFO, WARN -> 0;
			case NONE -> candidate.errorLine().record() ? 25 : 22;
			case ERROR -> 40;
			case FATAL -> 70;
		};
		int weight = Candidates.weight(candidate.errorLine());
		return base + ((weight >= 8 && candidate.severity() == Severity.NONE) ? 45 : (weight >= 5) ? 8 : 0);
	}

	private int position(Candidate candidate) {
		long after = this.lastLine - candidate.lastNumber();
		return (after <= 20) ? 25 : (after <= 100) ? 12 : 0;
	}

	/**
	 * Returns a message with the lines that follow it, as where a line only says that
	 * there is an error.
	 * @param candidate the message
	 * @return the text
	 */
	private static String continued(Candidate candidate) {
		StringBuilder text = new StringBuilder();
		List<LogLine> lines = candidate.lines();
		for (int i = candidate.first(); i < Math.min(lines.size(), candidate.first() + 8); i++) {
			if (i > candidate.last() && lines.get(i).isChatter()) {
				break;
			}
			text.append(lines.get(i).stripped()).append(' ');
		}
		return text.toString();
	}

	private Candidate read(Candidate candidate) {
		Trace trace = candidate.trace();
		String said = (trace != null) ? candidate.lines().get(candidate.first()).body() : candidate.errorLine().body();
		int score = candidate.score();
		if ((trace == null || !trace.uncaught()) && Handled.isHandled(said)) {
			score -= 30;
		}
		if (trace != null) {
			return candidate
				.withScore(score + (trace.ownFrame().isPresent() ? 8 : 0) + (trace.root().frames().isEmpty() ? 0 : 4));
		}
		Optional<Family> family = Families.ofMessage(said).or(() -> Families.ofMessage(continued(candidate)));
		score += family.map((known) -> (int) (known.confidence() * 14)).orElse(-4);
		return candidate.withFamily(family).withScore(score);
	}

}
