package dev.heal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the examples of {@code docs/rules.md} are parts of the files that the page
 * names: rules that are in force, and rows that the tables' tests run.
 */
class RulesPageTests {

	private static final Pattern EXAMPLE = Pattern.compile("`(src/[\\w./-]+)`:\n\n```\\w+\n(.*?)```", Pattern.DOTALL);

	private static final Pattern NAMED = Pattern.compile("`(analysis/[\\w./-]+\\.txt)`");

	private final String page = Files.readString(Path.of("docs/rules.md"));

	RulesPageTests() throws IOException {
	}

	@Test
	void examplesArePartsOfTheFilesThatAreNamed() {
		List<MatchResult> examples = EXAMPLE.matcher(this.page).results().toList();
		assertThat(examples).hasSize(4)
			.allSatisfy((example) -> assertThat(Path.of(example.group(1))).content().contains(example.group(2)));
	}

	@Test
	void filesThatAreNamedAreThere() {
		assertThat(NAMED.matcher(this.page).results()).isNotEmpty()
			.allSatisfy((file) -> assertThat(Path.of("src/main/resources/dev/heal", file.group(1))).exists());
	}

}
