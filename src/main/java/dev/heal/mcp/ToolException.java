package dev.heal.mcp;

/**
 * A tool cannot do what it was asked for; the message tells the model what to do instead.
 */
final class ToolException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ToolException(String message) {
		super(message);
	}

}
