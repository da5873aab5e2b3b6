package dev.heal.remediation;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.heal.remediation.Situation.Pods;
import dev.heal.remediation.Situation.Revision;

/**
 * A look at a workload.
 *
 * @param pods how it is
 * @param revision the revision it runs, compared with the one that failed
 * @param name the name of that revision, null when there are no pods
 * @param restarts the restarts of its pods
 * @param failing a pod that fails, the known one before others, null when none does
 * @param sample a pod of that revision, null when there is none
 */
record Observation(Pods pods, Revision revision, @Nullable String name, int restarts, @Nullable String failing,
		@Nullable String sample) {

	static Observation gone() {
		return new Observation(Pods.GONE, Revision.SAME, null, 0, null, null);
	}

	static Observation unknown() {
		return new Observation(Pods.UNKNOWN, Revision.SAME, null, 0, null, null);
	}

	/**
	 * Proves that the workload is repaired.
	 * @param failure the failure
	 * @param healthyFor for how long it was watched
	 * @return the proof
	 */
	String proof(Failure failure, Duration healthyFor) {
		Workload workload = failure.workload();
		String subject = (workload != null) ? workload.kind() + " " + workload.name() : "pod " + failure.pod();
		Attempt before = failure.lastAttempt().orElse(null);
		String revisions = (before != null && before.revision() != null)
				? "revision " + this.name + ", failed in " + before.revision() : "revision " + this.name;
		return "%s has been healthy for %d s with %s; restarts: %d before, %d since%s".formatted(subject,
				healthyFor.toSeconds(), revisions, (before != null) ? before.restarts() : 0, this.restarts,
				(before != null && before.pullRequest() != null) ? "; pull request " + before.pullRequest() : "");
	}

	/**
	 * Says why it ended without Heal.
	 * @return the reason
	 */
	String closing() {
		return switch (this.pods) {
			case GONE -> "the workload is gone";
			case HEALTHY -> (this.revision == Revision.FORMER) ? "rolled back to revision " + this.name
					: "healthy again without a new revision";
			case FAILING, UNSETTLED, UNKNOWN -> "the CodeRun was deleted while its agent was at work";
		};
	}

}
