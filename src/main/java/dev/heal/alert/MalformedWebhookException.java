package dev.heal.alert;

/**
 * A body that is not a webhook of Alertmanager.
 */
class MalformedWebhookException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MalformedWebhookException(String message) {
		super(message);
	}

}
