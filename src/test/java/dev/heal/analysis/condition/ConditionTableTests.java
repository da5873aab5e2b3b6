package dev.heal.analysis.condition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.condition.TableRow.Variant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks for each row of the table of conditions, in each kind of container and state that
 * can show it.
 */
class ConditionTableTests {

	private static final Analyzer ANALYZER = Analyzers.create();

	private static final Path TABLE = Path.of("src/test/resources/dev/heal/analysis/condition/table");

	@TempDir
	private Path folder;

	static Stream<Variant> variants() throws IOException {
		try (Stream<Path> files = Files.list(TABLE)) {
			return files.sorted().toList().stream().flatMap(TableRow::in).flatMap(TableRow::variants);
		}
	}

	@ParameterizedTest
	@MethodSource("variants")
	void causeIsThatOfTheTable(Variant variant) throws IOException {
		Analysis analysis = ANALYZER.analyze(variant.evidence(this.folder));
		JsonNode words = variant.row().words();
		assertThat(analysis.cause().id()).as("%s", analysis).isIn(variant.row().causes());
		if (words.has("subtype")) {
			assertThat(analysis.subtype()).as("%s", analysis).isEqualTo(words.path("subtype").asString());
		}
		if (words.has("rival")) {
			assertThat(analysis.rivals()).extracting(Analysis.Rival::why).contains(words.path("rival").asString());
		}
		if (words.has("says")) {
			assertThat(analysis.summary() + "\n" + analysis.remedy()).contains(words.path("says").asString());
		}
		if (words.has("names")) {
			assertThat(analysis.summary() + "\n" + analysis.remedy().target()).as("%s", analysis)
				.contains(words.path("names").valueStream().map(JsonNode::asString).toList());
		}
	}

}
