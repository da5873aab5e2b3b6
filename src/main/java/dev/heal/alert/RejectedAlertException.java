package dev.heal.alert;

/**
 * One alert cannot be taken in, whatever becomes of the others.
 */
class RejectedAlertException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean unnamed;

	RejectedAlertException(String message) {
		this(message, false);
	}

	private RejectedAlertException(String message, boolean unnamed) {
		super(message);
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
