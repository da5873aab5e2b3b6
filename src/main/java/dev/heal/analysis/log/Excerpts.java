package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Handled;
import dev.heal.analysis.log.words.Markers;

/**
 * Cuts the excerpt: a trace as a whole as far as it can be read in one go, a message with
 * those around it.
 */
final class Excerpts {

	private static final int WHOLE = 120;

	private static final int WINDOW = 60;

	private static final int NEIGHBOURS = 5;

	private Excerpts() {
	}

	static Excerpt of(String file, Candidate candidate) {
		Candidate whole = withReason(
				(candidate.trace() != null) ? withAnnouncement(candidate) : withNeighbours(candidate));
		long error = whole.errorLine().number();
		List<LogLine> lines = physical(whole);
		int at = indexOf(lines, error);
		int from = 0;
		int to = lines.size();
		if (lines.size() > WHOLE) {
			from = (at < WINDOW - 10) ? 0 : at - (WINDOW - 15);
			to = Math.min(lines.size(), from + WINDOW);
		}
		while (from < at && lines.get(from).number() + (at - from) < error) {
			from++;
		}
		int end = at;
		while (end + 1 < to && lines.get(end + 1).number() == lines.get(end).number() + 1) {
			end++;
		}
		List<LogLine> shown = lines.subList(from, end + 1);
		return new Excerpt(file, shown.getFirst().number(), shown.getLast().number(),
				shown.stream().map(LogLine::text).collect(Collectors.joining("\n")));
	}

	private static List<LogLine> physical(Candidate candidate) {
		List<LogLine> lines = new ArrayList<>();
		for (LogLine line : candidate.lines().subList(candidate.first(), candidate.last() + 1)) {
			if (lines.isEmpty() || lines.getLast().number() != line.number()) {
				lines.add(line);
			}
		}
		return lines;
	}

	private static int indexOf(List<LogLine> lines, long number) {
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).number() == number) {
				return i;
			}
		}
		return 0;
	}

	private static Candidate withAnnouncement(Candidate candidate) {
		int above = candidate.first() - 1;
		boolean announced = above >= 0 && isAbout(candidate.lines().get(above))
				&& !candidate.lines().get(above).severity().isHarmless()
				&& candidate.last() - candidate.first() < WINDOW - 2;
		return announced ? candidate.withBounds(above, candidate.last()) : candidate;
	}

	/**
	 * Widens an error by the line before it that tells why, where that is close.
	 * @param candidate the error
	 * @return the error within wider bounds
	 */
	private static Candidate withReason(Candidate candidate) {
		Candidate reason = candidate.reason();
		return (reason != null && holdsReason(candidate)) ? candidate.withBounds(reason.first(), candidate.last())
				: candidate;
	}

	/**
	 * Whether the line before an error that tells why is so close that it is shown too.
	 * @param candidate the error
	 * @return whether it is
	 */
	static boolean holdsReason(Candidate candidate) {
		Candidate reason = candidate.reason();
		return reason != null && reason.lines().equals(candidate.lines()) && reason.first() < candidate.first()
				&& candidate.first() - reason.first() <= PrecedingCause.CONCLUDED;
	}

	/**
	 * Widens a message by those around it that are about the same failure.
	 * @param candidate the message
	 * @return the message within wider bounds
	 */
	static Candidate withNeighbours(Candidate candidate) {
		List<LogLine> lines = candidate.lines();
		int first = candidate.first();
		for (int i = first - 1; i >= Math.max(0, candidate.first() - NEIGHBOURS); i--) {
			if (isAbout(lines.get(i))) {
				first = i;
			}
		}
		int last = candidate.last();
		for (int i = last + 1; i < Math.min(lines.size(), candidate.last() + NEIGHBOURS + 1); i++) {
			if (isAbout(lines.get(i)) || (!lines.get(i).record() && !lines.get(i).isBlank() && i == last + 1)) {
				last = i;
			}
		}
		return candidate.withBounds(first, last);
	}

	private static boolean isAbout(LogLine line) {
		return !line.isBlank() && (line.severity().isError() || line.weight() >= Markers.HINT)
				&& !Handled.isHandled(line.body()) && (line.severity() != Severity.DEBUG);
	}

}
