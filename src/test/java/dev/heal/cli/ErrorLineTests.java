package dev.heal.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorLine}.
 */
class ErrorLineTests {

	@Test
	void fileThatCannotBeReadSaysWhy() {
		assertThat(ErrorLine.message(new NoSuchFileException("/tmp/A7-web-0.zip")))
			.isEqualTo("There is no file /tmp/A7-web-0.zip");
		assertThat(ErrorLine.message(new IllegalStateException(new AccessDeniedException("/tmp/A7-web-0.zip"))))
			.isEqualTo("File /tmp/A7-web-0.zip may not be opened");
	}

	@Test
	void otherFailuresSayTheirFirstLineOrTheirName() {
		assertThat(ErrorLine.message(new IllegalStateException("one\ntwo"))).isEqualTo("one");
		assertThat(ErrorLine.message(new NullPointerException())).isEqualTo("NullPointerException");
	}

}
