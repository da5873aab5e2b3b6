package dev.heal.analysis.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks what a remedy names: each row of the table has the log of a container that ended
 * with an error, perhaps what its specification holds, and the target and words of the
 * remedy.
 */
class RemedyTableTests {

	private static final Analyzer ANALYZER = Analyzers.create();

	private static final Path TABLES = Path.of("src/test/resources/dev/heal/analysis/verdict");

	private static final Set<String> COLUMNS = Set.of("row", "log", "container", "volumes", "killed", "target", "says",
			"claim", "line");

	private static final JsonMapper JSON = JsonMapper.shared();

	@TempDir
	private Path folder;

	static Stream<Row> rows() {
		return Stream.of("remedies.yaml", "named.yaml", "kinds.yaml")
			.map(TABLES::resolve)
			.flatMap(RemedyTableTests::rows);
	}

	private static Stream<Row> rows(Path table) {
		try (InputStream in = Files.newInputStream(table)) {
			List<?> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
			return rows.stream().map((row) -> new Row(JSON.valueToTree(row)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + table, ex);
		}
	}

	@ParameterizedTest
	@MethodSource("rows")
	void remedyNamesTheThingToChange(Row row) throws IOException {
		Path log = Files.writeString(this.folder.resolve("current.log"), row.words().path("log").asString());
		Analysis analysis = ANALYZER.analyze(Evidence.recorded(row.pod(), MissingNode.getInstance(), log, null));
		assertThat(analysis.remedy()).as("%s", analysis).isNotNull();
		assertThat(analysis.remedy().target()).as("%s", analysis).isEqualTo(row.words().path("target").asString(null));
		if (row.words().has("says")) {
			assertThat(analysis.remedy().text()).contains(row.words().path("says").asString());
		}
		assertThat(analysis.claims()).as("%s", analysis).anyMatch(row::rests);
		if (analysis.remedy().kind().equals("investigate")) {
			assertThat(analysis.confidence()).as("%s", analysis).isLessThan(0.6);
		}
	}

	@ParameterizedTest
	@MethodSource("rows")
	void rowSaysWhatItAsksFor(Row row) {
		assertThat(COLUMNS).containsAll(row.words().propertyNames());
		assertThat(row.words().values()).noneMatch((value) -> value.isString() && value.asString().isBlank());
		assertThat(row.words().has("target") || row.words().has("says")).isTrue();
	}

	/**
	 * A row of the table.
	 *
	 * @param words the words by the names of the columns
	 */
	record Row(JsonNode words) {

		/**
		 * Whether a claim is the one that the row asks for, any where it asks for none.
		 */
		private boolean rests(Analysis.Claim claim) {
			return claim.text().startsWith(this.words.path("claim").asString(""))
					&& (!this.words.has("line") || Long.valueOf(this.words.path("line").asLong()).equals(claim.line()));
		}

		private JsonNode pod() {
			ObjectNode container = JSON.createObjectNode()
				.put("name", "web")
				.put("image", "registry.example.com/web:1.2");
			container.setAll(this.words.path("container").asObjectOpt().orElseGet(JSON::createObjectNode));
			ObjectNode pod = JSON.createObjectNode();
			pod.putObject("metadata").put("name", "web-0").put("namespace", "shop");
			ObjectNode spec = pod.putObject("spec");
			spec.putArray("containers").add(container);
			spec.set("volumes",
					this.words.path("volumes").isArray() ? this.words.path("volumes") : JSON.createArrayNode());
			ObjectNode status = pod.putObject("status").put("phase", "Running");
			ObjectNode state = status.putArray("containerStatuses")
				.addObject()
				.put("name", "web")
				.put("restartCount", 4);
			state.putObject("state").putObject("waiting").put("reason", "CrashLoopBackOff");
			boolean killed = this.words.path("killed").asBoolean(false);
			state.putObject("lastState")
				.putObject("terminated")
				.put("reason", killed ? "OOMKilled" : "Error")
				.put("exitCode", killed ? 137 : 1)
				.put("startedAt", "2026-11-24T09:20:00Z")
				.put("finishedAt", "2026-11-24T09:20:11Z");
			return pod;
		}

		@Override
		public String toString() {
			return this.words.path("row").asString();
		}

	}

}
