package dev.heal.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the chart takes what the documentation sets.
 */
class DocumentedInstallationTests {

	private static final Pattern VALUE = Pattern.compile("--set '?([^\\s']+)'?");

	static Stream<String> commands() throws IOException {
		String pages = Files.readString(Path.of("README.md")) + Files.readString(Path.of("docs/install.md"));
		return pages.replace("\\\n", " ")
			.lines()
			.filter((line) -> line.matches("helm (install|upgrade) heal helm/heal .*"));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void chartTakesWhatTheCommandSets(String command) {
		String[] values = VALUE.matcher(command).results().map((value) -> value.group(1)).toArray(String[]::new);
		assertThat(Chart.in("heal", values).deployment().getMetadata().getNamespace()).isEqualTo("heal");
	}

}
