package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.trace.Trace;
import dev.heal.analysis.log.trace.Traces;
import dev.heal.analysis.log.words.Markers;

/**
 * Collects what a passage offers as an explanation.
 */
final class Candidates {

	/**
	 * The end of a process that was told to end.
	 */
	private static final Pattern TOLD_TO_END = Pattern.compile("(?i)\\b(?:code|status|signal)[ :=]*\\(?(?:143|15)\\b");

	private static final int CONTINUATION = 14;

	private static final int LAST = 2;

	private Candidates() {
	}

	static List<Candidate> find(List<LogLine> lines, long lastLine) {
		List<Integer> odd = OddLines.in(lines, lastLine);
		List<Candidate> candidates = new ArrayList<>();
		boolean[] taken = new boolean[lines.size()];
		for (Trace trace : Traces.find(lines)) {
			Arrays.fill(taken, trace.first(), Math.min(taken.length, trace.last() + 1), true);
			candidates.add(new Candidate(lines, trace.first(), trace.last(), trace.error(), trace.severity(), trace,
					Optional.empty(), 0));
		}
		UsageText.in(lines).stream().forEach((help) -> taken[help] = true);
		boolean quiet = candidates.isEmpty();
		boolean harmless = false;
		for (int i = 0; i < lines.size(); i++) {
			boolean last = i >= lines.size() - LAST;
			harmless = continues(lines.get(i)) ? harmless : isNothing(lines.get(i));
			if (!taken[i] && !(harmless && continues(lines.get(i)))
					&& (mayFail(lines.get(i), last) || odd.contains(i))) {
				candidates.add(new Candidate(lines, i, endOfMessage(lines, i, taken), i, lines.get(i).severity(), null,
						Optional.empty(),
						(quiet && odd.contains(i) && mayFail(lines.get(i), last)) ? Weights.ODD_LINE : 0));
			}
		}
		return candidates;
	}

	/**
	 * Whether a line goes on with what the one above it says.
	 * @param line the line
	 * @return whether it does
	 */
	private static boolean continues(LogLine line) {
		return line.isIndented() && !line.record() && !line.inner();
	}

	private static boolean isNothing(LogLine line) {
		return line.isChatter() && (line.severity() == Severity.DEBUG || line.severity() == Severity.INFO);
	}

	private static boolean mayFail(LogLine line, boolean last) {
		boolean harmless = line.severity() == Severity.DEBUG || (line.severity() == Severity.INFO && !last);
		if (line.isBlank() || line.inner() || harmless) {
			return false;
		}
		return (line.severity().isError() || line.weight() >= Markers.HINT) && !TOLD_TO_END.matcher(line.body()).find();
	}

	private static int endOfMessage(List<LogLine> lines, int at, boolean[] taken) {
		int last = at;
		for (int i = at + 1; i < Math.min(lines.size(), at + CONTINUATION) && !taken[i]; i++) {
			LogLine line = lines.get(i);
			if (line.inner() ? line.number() == lines.get(at).number() : (line.isIndented() && !line.isBlank())) {
				last = i;
			}
			else {
				break;
			}
		}
		return last;
	}

}
