package dev.heal.alert;

import org.jspecify.annotations.Nullable;

import dev.heal.alert.AlertOutcome.Outcome;

/**
 * What a test alert would have done.
 *
 * @param outcome what would have become of it
 * @param agent whether it would start an agent, as far as the pod's status and events
 * tell
 * @param reason why not, null when it would
 * @param cause the cause that they tell, null when nothing was looked at
 */
public record Trial(Outcome outcome, boolean agent, @Nullable String reason, @Nullable String cause) {

}
