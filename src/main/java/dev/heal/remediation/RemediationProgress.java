package dev.heal.remediation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A step in the life of a remediation.
 *
 * @param failure the failure's fingerprint; all its incidents are concerned
 * @param state what it has come to
 * @param remediation the CodeRun's name
 * @param message what is known of it: the phase, the pull request, the proof; null when
 * there is nothing to say
 * @param since when it came to this state; an incident that began later is not concerned
 */
public record RemediationProgress(String failure, IncidentState state, @Nullable String remediation,
		@Nullable String message, Instant since) {

}
