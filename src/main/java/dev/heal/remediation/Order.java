package dev.heal.remediation;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunNames;
import dev.heal.names.TaskId;

/**
 * A remediation that was decided on.
 *
 * @param request what to remedy
 * @param failure the failure's fingerprint
 * @param attempt the number of the attempt, from 1
 * @param target the pod
 * @param destination where the failure goes
 * @param promptModification what the agent must know about former attempts, null for the
 * first
 * @param creation tells this creation from one by another Heal
 */
record Order(RemediationRequest request, String failure, int attempt, Target target, Destination destination,
		@Nullable String promptModification, String creation) {

	String name() {
		return CodeRunNames.coderun(this.failure, this.attempt, this.request.explicit() ? this.request.taskId() : null);
	}

	/**
	 * Returns the task id that the agent gets: the one that was given, else the pod's,
	 * else one of the failure.
	 * @return the task id
	 */
	String taskId() {
		return Optional.ofNullable(this.request.taskId())
			.filter((given) -> !CodeRunNames.label(given).isEmpty())
			.or(() -> this.target.label(CodeRun.TASK_ID).flatMap(TaskId::find).map(TaskId::value))
			.orElseGet(() -> Long.toString(CodeRunNames.number(this.failure)));
	}

}
