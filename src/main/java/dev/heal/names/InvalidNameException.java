package dev.heal.names;

/**
 * A name is none. The message says in a sentence what it may be, and shows nothing of the
 * name that could disturb who reads it.
 */
public class InvalidNameException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public InvalidNameException(String message) {
		super(message);
	}

}
