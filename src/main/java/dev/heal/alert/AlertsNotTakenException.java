package dev.heal.alert;

import org.jspecify.annotations.Nullable;

/**
 * Alerts could not be taken in now; the sender should try again.
 */
public class AlertsNotTakenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public AlertsNotTakenException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
