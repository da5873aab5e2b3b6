package dev.heal.evidence;

import java.io.IOException;
import java.net.SocketTimeoutException;

import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.log.LogFailure;

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

	public static ApiServerException of(IOException cause) {
		boolean timeout = cause instanceof SocketTimeoutException
				|| (cause instanceof ApiAnswerException answer && answer.code() == 504);
		return new ApiServerException(LogFailure.of(cause, "get on pods").reason(), timeout, cause);
	}

	/**
	 * Tells whether it did not answer in time.
	 * @return whether it was a timeout
	 */
	public boolean isTimeout() {
		return this.timeout;
	}

}
