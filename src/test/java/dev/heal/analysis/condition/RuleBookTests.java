package dev.heal.analysis.condition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RuleBook}.
 */
class RuleBookTests {

	@Test
	void everyFileOfTheFolderIsRead() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/heal/analysis/condition/rules"))) {
			assertThat(RuleBook.FILES).isSorted()
				.containsExactlyElementsOf(
						files.map((file) -> file.getFileName().toString().replace(".yaml", "")).sorted().toList());
		}
	}

}
