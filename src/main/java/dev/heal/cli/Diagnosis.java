package dev.heal.cli;

import java.util.List;

import dev.heal.live.LiveFailure;

/**
 * What is the matter with what was looked at.
 *
 * @param failures one entry for each failure; of a pod or workload that was named, at
 * least one, which may say that it is well
 * @param isNamed whether a pod or workload was named
 * @param place what was looked at otherwise
 */
record Diagnosis(List<LiveFailure> failures, boolean isNamed, String place) {

	private static final int UNDECIDED = 3;

	Diagnosis {
		failures = List.copyOf(failures);
	}

	static Diagnosis named(List<LiveFailure> failures) {
		return new Diagnosis(failures, true, "");
	}

	static Diagnosis listed(List<LiveFailure> failures, String place) {
		return new Diagnosis(failures, false, place);
	}

	int exitCode() {
		if (this.failures.stream().anyMatch(LiveFailure::isDiagnosed)) {
			return 1;
		}
		return this.failures.stream().anyMatch(LiveFailure::isFailure) ? UNDECIDED : 0;
	}

}
