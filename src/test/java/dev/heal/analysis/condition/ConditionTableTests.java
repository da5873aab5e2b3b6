package dev.heal.analysis.condition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.condition.TableRow.Variant;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks for each row of the table of conditions, in each kind of container and state that
 * can show it.
 */
class ConditionTableTests {

	private static final Analyzer ANALYZER = Analyzers.create();

	private static final Path TABLE = Path.of("src/test/resources/dev/heal/analysis/condition/table");

	private static final JsonMapper JSON = JsonMapper.shared();

	@TempDir
	private Path folder;

	static Stream<Variant> variants() throws IOException {
		try (Stream<Path> files = Files.list(TABLE)) {
			return files.sorted().toList().stream().flatMap(ConditionTableTests::rows).flatMap(TableRow::variants);
		}
	}

	private static Stream<TableRow> rows(Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			List<?> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
			return rows.stream().map((row) -> {
				JsonNode words = JSON.valueToTree(row);
				return new TableRow(file.getFileName() + ": " + words.path("row").asString(), words);
			});
		}
		catch (IOException ex) {
			throw new IllegalStateException("Could not read " + file, ex);
		}
	}

	@ParameterizedTest
	@MethodSource("variants")
	void causeIsThatOfTheTable(Variant variant) throws IOException {
		Analysis analysis = ANALYZER.analyze(evidence(variant));
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

	private Evidence evidence(Variant variant) throws IOException {
		Evidence evidence = Evidence.recorded(variant.pod(), variant.events(), log(variant, "log"),
				log(variant, "previousLog"));
		Manifest manifest = evidence.manifest();
		return new Evidence(
				new Manifest(manifest.namespace(), manifest.pod(), manifest.uid(), TableRow.COLLECTED,
						manifest.redaction(), manifest.otherEvents(), manifest.files()),
				evidence.pod(), evidence.events(), variant.around(), evidence.source());
	}

	private Path log(Variant variant, String field) throws IOException {
		JsonNode log = variant.row().words().path(field);
		return log.isString() ? Files.writeString(this.folder.resolve(field), log.asString()) : null;
	}

}
