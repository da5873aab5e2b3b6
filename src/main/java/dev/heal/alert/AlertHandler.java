package dev.heal.alert;

import java.util.List;

/**
 * Takes alerts in.
 */
public interface AlertHandler {

	/**
	 * Takes alerts in; when it returns, every accepted one is durable.
	 * @param alerts the alerts of one webhook
	 * @return an outcome for each, in the same order
	 * @throws AlertsNotTakenException if they could not be made durable, or too many wait
	 * already
	 */
	List<AlertOutcome> handle(List<Alert> alerts);

	/**
	 * Tells what would become of an alert, and does nothing.
	 * @param alert the alert
	 * @return the outcome of a test
	 */
	AlertOutcome rehearse(Alert alert);

}
