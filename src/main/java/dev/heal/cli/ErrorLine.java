package dev.heal.cli;

import org.springframework.core.NestedExceptionUtils;

/**
 * Says in one line why a command failed.
 */
final class ErrorLine {

	private ErrorLine() {
	}

	static String message(Throwable failure) {
		Throwable cause = (failure.getMessage() != null && failure.getClass().getName().startsWith("dev.heal"))
				? failure : NestedExceptionUtils.getMostSpecificCause(failure);
		String message = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return message.lines().findFirst().orElse(message);
	}

}
