package dev.heal.workspace;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Something else lies where a file should be, or a file that is not as it should be.
 */
final class NoFileException extends NoSuchFileException {

	private static final long serialVersionUID = 1L;

	NoFileException(Path file, String reason) {
		super(file.toString(), null, reason);
	}

}
