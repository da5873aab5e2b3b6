package dev.heal.remediation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What Heal remembers of the remediation of one failure. The attempts are found again in
 * the cluster when this is lost.
 *
 * @param id the failure's fingerprint
 * @param stage what it has come to
 * @param reason why, null when the stage says it all
 * @param namespace the namespace of the pod that stands for it
 * @param pod that pod
 * @param taskId the task id that was given
 * @param issueFile the report
 * @param attempts its CodeRuns, the oldest first
 * @param spent the number of attempts that do not count any more, because the failure was
 * gone after them
 * @param since when it came to this stage
 */
record Failure(String id, Stage stage, @Nullable String reason, String namespace, String pod, @Nullable String taskId,
		String issueFile, List<Attempt> attempts, int spent, Instant since) {

	Failure {
		attempts = List.copyOf(attempts);
	}

	static Failure of(String id, RemediationRequest request, Instant now) {
		return new Failure(id, Stage.NEW, null, request.namespace(), request.pod(), request.taskId(),
				request.issueFile(), List.of(), 0, now);
	}

	/**
	 * Finds a failure again in one of its CodeRuns.
	 * @param run the CodeRun
	 * @return the failure, empty when the CodeRun does not tell of one
	 */
	static Optional<Failure> of(CodeRun run) {
		String id = run.label(CodeRun.FAILURE);
		String namespace = run.annotation(CodeRun.NAMESPACE);
		String pod = run.annotation(CodeRun.POD);
		String report = run.annotation(CodeRun.REPORT);
		if (id == null || namespace == null || pod == null || report == null) {
			return Optional.empty();
		}
		Attempt attempt = Attempt.of(run);
		return Optional.of(new Failure(id, Stage.REMEDIATING, null, namespace, pod, run.label(CodeRun.TASK_ID), report,
				List.of(attempt), 0, attempt.startedAt()));
	}

	/**
	 * Adds what the cluster knows.
	 * @param runs the CodeRuns of all failures
	 * @return the failure with its attempts as they are in the cluster
	 */
	Failure with(List<CodeRun> runs) {
		Failure known = this;
		for (CodeRun run : runs) {
			if (run.concerns(this.id)) {
				known = known.with(run);
			}
		}
		return known;
	}

	private Failure with(CodeRun run) {
		List<Attempt> others = new ArrayList<>(this.attempts);
		Attempt known = others.stream()
			.filter((attempt) -> attempt.name().equals(run.name()))
			.findFirst()
			.orElseGet(() -> Attempt.of(run));
		others.removeIf((attempt) -> attempt.name().equals(run.name()));
		others.add(known.seen(run));
		others.sort(Comparator.comparingInt(Attempt::number).thenComparing(Attempt::startedAt));
		return withAttempts(others);
	}

	Failure withAttempts(List<Attempt> newAttempts) {
		return new Failure(this.id, this.stage, this.reason, this.namespace, this.pod, this.taskId, this.issueFile,
				newAttempts, this.spent, this.since);
	}

	Failure to(Stage newStage, @Nullable String why, Instant now) {
		int gone = newStage.forgives() ? highestAttempt() : this.spent;
		return new Failure(this.id, newStage, why, this.namespace, this.pod, this.taskId, this.issueFile, this.attempts,
				gone, (newStage == this.stage) ? this.since : now);
	}

	Failure seenIn(RemediationRequest request) {
		return new Failure(this.id, this.stage, this.reason, request.namespace(), request.pod(),
				(request.taskId() != null) ? request.taskId() : this.taskId, request.issueFile(), this.attempts,
				this.spent, this.since);
	}

	Optional<Attempt> lastAttempt() {
		return this.attempts.isEmpty() ? Optional.empty() : Optional.of(this.attempts.getLast());
	}

	boolean followed() {
		return !this.attempts.isEmpty() && (this.stage == Stage.REMEDIATING || this.stage == Stage.VERIFYING);
	}

	int nextAttempt() {
		return highestAttempt() + 1;
	}

	int countedAttempts() {
		return highestAttempt() - this.spent;
	}

	private int highestAttempt() {
		return this.attempts.stream().mapToInt(Attempt::number).max().orElse(0);
	}

	/**
	 * The stages of the remediation of a failure.
	 */
	enum Stage {

		/**
		 * Nothing was done yet.
		 */
		NEW,
		/**
		 * A limit holds it back.
		 */
		QUEUED,
		/**
		 * The agent is at work.
		 */
		REMEDIATING,
		/**
		 * The agent has ended; the workload is watched.
		 */
		VERIFYING,
		/**
		 * The workload is healthy with a new revision.
		 */
		RESOLVED,
		/**
		 * The attempts are spent.
		 */
		ESCALATED,
		/**
		 * It ended without Heal.
		 */
		CLOSED;

		/**
		 * Returns whether the failure was gone, so that it begins anew if it comes back.
		 * @return whether former attempts no longer count
		 */
		boolean forgives() {
			return this == RESOLVED;
		}

	}

}
