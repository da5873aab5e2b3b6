package dev.heal.alert;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as it was read: some of its alerts may be good when others are not.
 *
 * @param entries an entry for each alert, in order
 * @param truncatedAlerts the number of alerts that Alertmanager left out
 * @param receiver the receiver, as a regular expression that matches its name alone
 * @param groupKey what Alertmanager calls the group
 * @param groupLabels the labels that all alerts of the group share
 */
record Webhook(List<Entry> entries, long truncatedAlerts, String receiver, String groupKey,
		Map<String, String> groupLabels) {

	Webhook with(List<Entry> others) {
		return new Webhook(Stream.concat(this.entries.stream(), others.stream()).toList(), this.truncatedAlerts,
				this.receiver, this.groupKey, this.groupLabels);
	}

	/**
	 * One alert, or why it could not be read.
	 *
	 * @param alert the alert, null when it is not to be handled
	 * @param outcome the outcome, null when there is an alert to handle
	 * @param unnamed whether it does not say what it is about
	 */
	record Entry(@Nullable Alert alert, @Nullable AlertOutcome outcome, boolean unnamed) {

		static Entry of(Alert alert) {
			return new Entry(alert, null, false);
		}

		static Entry of(AlertOutcome outcome) {
			return new Entry(null, outcome, false);
		}

		static Entry rejected(AlertOutcome outcome, boolean unnamed) {
			return new Entry(null, outcome, unnamed);
		}

		@Nullable String fingerprint() {
			if (this.alert != null) {
				return this.alert.fingerprint();
			}
			return (this.outcome != null) ? this.outcome.fingerprint() : null;
		}

	}

}
