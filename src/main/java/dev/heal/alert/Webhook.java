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
 * @param groupLabels the labels that all alerts of the group share
 */
record Webhook(List<Entry> entries, long truncatedAlerts, String receiver, Map<String, String> groupLabels) {

	Webhook with(List<Entry> others) {
		return new Webhook(Stream.concat(this.entries.stream(), others.stream()).toList(), this.truncatedAlerts,
				this.receiver, this.groupLabels);
	}

	/**
	 * One alert, or why it could not be read.
	 *
	 * @param alert the alert, null when it is not to be handled
	 * @param outcome the outcome, null when there is an alert to handle
	 */
	record Entry(@Nullable Alert alert, @Nullable AlertOutcome outcome) {

		static Entry of(Alert alert) {
			return new Entry(alert, null);
		}

		static Entry of(AlertOutcome outcome) {
			return new Entry(null, outcome);
		}

		@Nullable String fingerprint() {
			if (this.alert != null) {
				return this.alert.fingerprint();
			}
			return (this.outcome != null) ? this.outcome.fingerprint() : null;
		}

	}

}
