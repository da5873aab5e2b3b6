package dev.heal.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

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
		String message = message(cause, String.valueOf(cause.getMessage()));
		return message.lines().findFirst().orElse(message);
	}

	// these say no more than the name of the file
	private static String message(Throwable cause, String message) {
		return switch (cause) {
			case NoSuchFileException _ -> "There is no file " + message;
			case AccessDeniedException _ -> "File " + message + " may not be opened";
			default -> (cause.getMessage() != null) ? message : cause.getClass().getSimpleName();
		};
	}

}
