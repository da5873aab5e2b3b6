package dev.heal.evidence;

/**
 * The API server failed us.
 */
public class ApiServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean timeout;

	public ApiServerException(String message, boolean timeout, Throwable cause) {
		super(message, cause);
		this.timeout = timeout;
	}

	/**
	 * Tells whether it did not answer in time.
	 * @return whether it was a timeout
	 */
	public boolean isTimeout() {
		return this.timeout;
	}

}
