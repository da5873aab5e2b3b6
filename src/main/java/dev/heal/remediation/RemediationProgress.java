package dev.heal.remediation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.heal.coderun.AgentWork;
import dev.heal.report.Acceptance;

/**
 * A step in the life of a remediation.
 *
 * @param failure the failure's fingerprint; all its incidents are concerned
 * @param state what it has come to
 * @param remediation the CodeRun's name
 * @param message what is known of it: the phase, the pull request, the proof; null when
 * there is nothing to say
 * @param since when it came to this state; an incident that began later is not concerned
 * @param acceptance what must be true after a repair, and what is known of that; null
 * when it is not known
 * @param work what the last agent has left
 */
public record RemediationProgress(String failure, IncidentState state, @Nullable String remediation,
		@Nullable String message, Instant since, @Nullable Acceptance acceptance, AgentWork work) {

}
