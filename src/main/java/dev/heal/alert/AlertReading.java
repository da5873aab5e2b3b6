package dev.heal.alert;

import tools.jackson.databind.JsonNode;

import dev.heal.alert.Webhook.Entry;

/**
 * An alert that was read before it is known whether its group fires, which counts where
 * it does not tell itself.
 *
 * @param firing the entry if it fires
 * @param resolved the entry if it is resolved
 * @param settled whether the group has no say
 */
record AlertReading(Entry firing, Entry resolved, boolean settled) {

	static AlertReading of(Entry entry) {
		return new AlertReading(entry, entry, true);
	}

	Entry in(JsonNode groupStatus) {
		Alert alert = this.firing.alert();
		if (this.settled || alert == null) {
			return this.firing;
		}
		try {
			return AlertStatus.isFiring(groupStatus) ? this.firing : this.resolved;
		}
		catch (RejectedAlertException ex) {
			return Entry.rejected(AlertOutcome.rejected(alert.fingerprint(), alert.subject(), ex.reason()), false);
		}
	}

}
