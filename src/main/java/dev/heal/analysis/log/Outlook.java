package dev.heal.analysis.log;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

import com.google.re2j.Pattern;

/**
 * How likely a candidate explains the failure by its place and its form alone: the end of
 * the log beats its middle, and what ended the process beats what was logged.
 */
final class Outlook {

	static final int CLUSTER_GAP = 3;

	private static final int LAST = 12;

	/**
	 * How a line begins that says that something failed, though it has no level.
	 */
	private static final Pattern BEGINS = Pattern
		.compile("^(?i)(?:[\\w.-]+: )?(?:error|failed|failure|fatal|cannot|can't|could not|unable) ");

	private final IdentityHashMap<Candidate, Long> ends = new IdentityHashMap<>();

	/**
	 * Finds how many lines come behind each candidate, those of later traces and of
	 * errors next to it not counted.
	 * @param candidates the candidates
	 * @param lastLine the number of the log's last line
	 */
	Outlook(List<Candidate> candidates, long lastLine) {
		long traced = 0;
		long clusterStart = Long.MAX_VALUE;
		long after = 0;
		List<Candidate> inOrder = candidates.stream().sorted(Comparator.comparingLong(Candidate::firstNumber)).toList();
		for (Candidate candidate : inOrder.reversed()) {
			if (clusterStart - candidate.lastNumber() > CLUSTER_GAP) {
				after = lastLine - candidate.lastNumber() - traced;
			}
			clusterStart = candidate.firstNumber();
			this.ends.put(candidate, Math.max(0, after));
			if (candidate.trace() != null) {
				traced += candidate.lastNumber() - candidate.firstNumber() + 1;
			}
		}
	}

	int of(Candidate candidate) {
		long after = this.ends.getOrDefault(candidate, 0L);
		int position = (after <= 20) ? 25 : (after <= 100) ? 12 : 0;
		Trace trace = candidate.trace();
		return position + ((trace != null) ? ofTrace(trace, after) : ofMessage(candidate));
	}

	private static int ofTrace(Trace trace, long after) {
		if (trace.uncaught()) {
			return 80;
		}
		return switch (trace.severity()) {
			case DEBUG, INFO -> 5;
			case WARN -> (after <= 1 && trace.ownFrame().isEmpty()) ? 20 : (after <= LAST) ? 5 : -10;
			case NONE -> 50;
			case ERROR -> 58;
			case FATAL -> 78;
		};
	}

	private static int ofMessage(Candidate candidate) {
		int base = switch (candidate.severity()) {
			case DEBUG, INFO, WARN -> -40;
			case NONE -> BEGINS.matcher(candidate.errorLine().body()).find() ? 34 : 22;
			case ERROR -> 40;
			case FATAL -> 70;
		};
		int weight = Candidates.weight(candidate.errorLine());
		return base + ((weight >= 8) ? ofCrash(candidate.severity()) : (weight >= 5) ? 8 : 0);
	}

	private static int ofCrash(Severity severity) {
		return switch (severity) {
			case NONE -> 45;
			case ERROR -> 30;
			default -> 8;
		};
	}

}
