package dev.heal.alert;

/**
 * A webhook that holds more than Heal reads.
 */
class WebhookTooLargeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WebhookTooLargeException(String message) {
		super(message);
	}

}
