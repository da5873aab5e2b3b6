package dev.heal.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as it was read: some of its alerts may be good when others are not.
 *
 * @param entries an entry for each alert, in order
 * @param truncatedAlerts the number of alerts that Alertmanager left out
 */
record Webhook(List<Entry> entries, long truncatedAlerts) {

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

	}

}
