package dev.heal.remediation;

import org.jspecify.annotations.Nullable;

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

	String taskId() {
		String given = this.request.taskId();
		return (given != null && !CodeRunNames.label(given).isEmpty()) ? given
				: Long.toString(CodeRunNames.number(this.failure));
	}

}
