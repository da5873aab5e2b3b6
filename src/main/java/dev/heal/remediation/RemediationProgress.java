package dev.heal.remediation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A step in the life of a remediation.
 *
 * @param failure the failure's fingerprint; all its incidents are concerned
 * @param stage what it has come to
 * @param remediation the CodeRun's name
 * @param message what is known of it: the phase, the pull request, the proof; null when
 * there is nothing to say
 * @param since when it came to this stage; an incident that began later is not concerned
 */
public record RemediationProgress(String failure, Stage stage, @Nullable String remediation, @Nullable String message,
		Instant since) {

	/**
	 * The stages of a remediation, as the incidents' states name them.
	 */
	public enum Stage {

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
		 * The workload is healthy again.
		 */
		RESOLVED,
		/**
		 * The attempts are spent.
		 */
		ESCALATED,
		/**
		 * It ended without Heal.
		 */
		CLOSED

	}

}
