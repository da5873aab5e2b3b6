package dev.heal.remediation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.heal.coderun.AgentWork;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunStatus;

/**
 * A remediation as callers see it, with the live status of its CodeRun.
 *
 * @param name the CodeRun's name
 * @param namespace the CodeRun's namespace
 * @param failure the failure's fingerprint
 * @param attempt the number of the attempt, from 1
 * @param deduplicated whether it was there already when it was asked for
 * @param alert the alert's code
 * @param taskId the task id
 * @param pod the pod that failed
 * @param podNamespace the pod's namespace
 * @param createdAt when it was started
 * @param status what its controller says of it, null before it said anything
 * @param work what the agent has left, null before it said anything
 */
public record RemediationView(String name, String namespace, @Nullable String failure, int attempt,
		boolean deduplicated, @Nullable String alert, @Nullable String taskId, @Nullable String pod,
		@Nullable String podNamespace, Instant createdAt, @Nullable CodeRunStatus status, @Nullable AgentWork work) {

	private static final String AWAITING = "AwaitingApproval";

	static RemediationView of(CodeRun run) {
		return new RemediationView(run.name(), run.getMetadata().getNamespace(), run.label(CodeRun.FAILURE),
				run.attempt(), false, run.label(CodeRun.ALERT_TYPE), run.label(CodeRun.TASK_ID),
				run.annotation(CodeRun.POD), run.annotation(CodeRun.NAMESPACE),
				Instant.parse(run.getMetadata().getCreationTimestamp()), run.getStatus(),
				(run.getStatus() != null) ? AgentWork.of(run.getStatus()) : null);
	}

	/**
	 * Shows one that waits for approval, and has no CodeRun yet.
	 * @param failure the failure
	 * @param namespace the namespace that its CodeRun gets
	 * @return the remediation
	 */
	static RemediationView of(Failure failure, String namespace) {
		CodeRunStatus status = new CodeRunStatus(AWAITING, failure.reason(), null, null, null, null, null, null, null,
				null, null, null, null);
		return new RemediationView(failure.nextName(), namespace, failure.id(), failure.nextAttempt(), false, "a7",
				failure.taskId(), failure.pod(), failure.namespace(), failure.since(), status, null);
	}

	public String phase() {
		return (this.status != null && this.status.phase() != null) ? this.status.phase() : "";
	}

}
