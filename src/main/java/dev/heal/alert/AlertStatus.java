package dev.heal.alert;

import tools.jackson.databind.JsonNode;

/**
 * Reads whether an alert fires. Alertmanager writes {@code firing} and {@code resolved};
 * templates of people write them in any case, or leave them out.
 */
final class AlertStatus {

	private AlertStatus() {
	}

	static boolean isFiring(JsonNode status) {
		if (status.isMissingNode() || status.isNull()) {
			return true;
		}
		String text = status.isString() ? status.asString().strip() : "";
		if (text.equalsIgnoreCase("resolved")) {
			return false;
		}
		if (!text.equalsIgnoreCase("firing")) {
			throw new RejectedAlertException("status %s is neither firing nor resolved"
				.formatted(status.isString() ? "'" + text + "'" : status.toString()));
		}
		return true;
	}

}
