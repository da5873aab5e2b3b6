package dev.heal.analysis.verdict;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Rival;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;

/**
 * What was decided, and the findings that it rests on.
 *
 * @param cause the class of cause
 * @param subtype the finer class
 * @param confidence how sure, from 0 to 1
 * @param container the container that failed, null when it is the whole pod
 * @param condition what the status and the events say, null when they say nothing
 * @param log what the log says, null when it says nothing or does not matter
 * @param logTells whether the log is the reason for the cause
 * @param why the reason where there is no finding, null otherwise
 * @param rivals other causes
 */
record Verdict(Cause cause, @Nullable String subtype, double confidence, @Nullable String container,
		@Nullable ConditionFinding condition, Logs.@Nullable Reading log, boolean logTells, @Nullable String why,
		List<Rival> rivals) {

	Verdict {
		rivals = List.copyOf(rivals);
	}

	static Verdict of(Cause cause, String subtype, double confidence, @Nullable String container, String why) {
		return new Verdict(cause, subtype, confidence, container, null, null, false, why, List.of());
	}

	static Verdict of(ConditionFinding finding, @Nullable String container, Logs.@Nullable Reading log) {
		return new Verdict(finding.cause(), finding.subtype(), finding.confidence(), container, finding, log, false,
				null, List.of());
	}

	static Verdict of(Logs.Reading log, @Nullable ConditionFinding finding, @Nullable String container) {
		return new Verdict(log.finding().cause(), log.finding().subtype(), log.finding().confidence(), container,
				finding, log, true, null, List.of());
	}

	Verdict with(List<Rival> others) {
		return new Verdict(this.cause, this.subtype, this.confidence, this.container, this.condition, this.log,
				this.logTells, this.why, others);
	}

}
