package dev.heal.alert;

import org.springframework.util.StringUtils;

/**
 * One alert cannot be taken in, whatever becomes of the others.
 */
class RejectedAlertException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_LENGTH = 500;

	private final boolean unnamed;

	RejectedAlertException(String message) {
		this(message, false);
	}

	private RejectedAlertException(String message, boolean unnamed) {
		// quotes what others wrote, and there may be thousands of it
		super(StringUtils.truncate(message, MAX_LENGTH), null, false, false);
		this.unnamed = unnamed;
	}

	static RejectedAlertException unnamed(String message) {
		return new RejectedAlertException(message, true);
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * Tells whether it does not say what it is about.
	 * @return whether no label names anything
	 */
	boolean isUnnamed() {
		return this.unnamed;
	}

}
