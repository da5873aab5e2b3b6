package dev.heal.evidence.api;

import java.io.IOException;

/**
 * The API server sent more than is taken, which another try would not change.
 */
final class TooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	TooLargeException(String message) {
		super(message);
	}

}
