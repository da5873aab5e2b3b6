package dev.heal.analysis.log;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.trace.Trace;
import dev.heal.analysis.log.words.Markers;

/**
 * How likely a candidate explains the failure by its place and its form alone: the end of
 * the log beats its middle, and what ended the process beats what was logged.
 */
final class InitialScore {

	static final int CLUSTER_GAP = 3;

	private static final int END = 20;

	private static final int NEAR = 100;

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
	InitialScore(List<Candidate> candidates, long lastLine) {
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
		int position = (after <= END) ? Weights.AT_THE_END : (after <= NEAR) ? Weights.NEAR_THE_END : 0;
		Trace trace = candidate.trace();
		return position + ((trace != null) ? ofTrace(trace, after) : ofMessage(candidate));
	}

	private static int ofTrace(Trace trace, long after) {
		if (trace.uncaught()) {
			return Weights.UNCAUGHT;
		}
		return switch (trace.severity()) {
			case DEBUG, INFO -> Weights.HARMLESS_TRACE;
			case WARN -> (after <= 1 && trace.ownFrame().isEmpty()) ? Weights.LAST_WARNING_TRACE
					: (after <= LAST) ? Weights.LATE_WARNING_TRACE : Weights.WARNING_TRACE;
			case NONE -> Weights.TRACE_WITHOUT_LEVEL;
			case ERROR -> Weights.ERROR_TRACE;
			case FATAL -> Weights.FATAL_TRACE;
		};
	}

	private static int ofMessage(Candidate candidate) {
		int base = switch (candidate.severity()) {
			case DEBUG, INFO, WARN -> Weights.HARMLESS_MESSAGE;
			case NONE -> BEGINS.matcher(candidate.errorLine().body()).find() ? Weights.MESSAGE_THAT_BEGINS_AS_ERROR
					: Weights.MESSAGE_WITHOUT_LEVEL;
			case ERROR -> Weights.ERROR_MESSAGE;
			case FATAL -> Weights.FATAL_MESSAGE;
		};
		int weight = candidate.errorLine().weight();
		return base + ((weight >= Markers.CRASH) ? ofCrash(candidate.severity())
				: (weight >= Markers.FAILED) ? Weights.FAILURE_WORDS : 0);
	}

	private static int ofCrash(Severity severity) {
		return switch (severity) {
			case NONE -> Weights.CRASH_WITHOUT_LEVEL;
			case ERROR -> Weights.CRASH_AS_ERROR;
			default -> Weights.CRASH_OF_OTHER_LEVEL;
		};
	}

}
