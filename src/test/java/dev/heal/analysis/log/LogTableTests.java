package dev.heal.analysis.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import dev.heal.analysis.Analysis.Location;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks what short logs say, written in the forms that servers and tools have: a row has
 * the log, the cause, perhaps the subtype, and a part of the line that states the error.
 */
class LogTableTests {

	private static final Path TABLE = Path.of("src/test/resources/dev/heal/analysis/log/table");

	private static final Set<String> COLUMNS = Set.of("row", "log", "cause", "subtype", "error", "exception", "file",
			"function");

	private static final LogAnalyzer ANALYZER = new LogAnalyzer();

	static Stream<Row> rows() throws IOException {
		try (Stream<Path> files = Files.list(TABLE)) {
			return files.sorted().toList().stream().flatMap(LogTableTests::rows);
		}
	}

	private static Stream<Row> rows(Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			List<Map<String, String>> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
			return rows.stream().map(Row::new);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Could not read " + file, ex);
		}
	}

	@ParameterizedTest
	@MethodSource("rows")
	void firstFindingIsThatOfTheTable(Row row) throws IOException {
		List<LogFinding> findings = ANALYZER.analyze(new LogSection("current.log", null, 1,
				new ByteArrayInputStream(row.words("log").getBytes(StandardCharsets.UTF_8))));
		if (row.words("cause").equals("unknown") && findings.isEmpty()) {
			return;
		}
		assertThat(findings).isNotEmpty();
		LogFinding finding = findings.getFirst();
		assertThat(finding.cause().id()).as("%s", finding).isEqualTo(row.words("cause"));
		assertThat(finding.errorLine()).as("%s", finding).contains(row.words("error"));
		row.ifGiven("subtype", (subtype) -> assertThat(finding.subtype()).as("%s", finding).contains(subtype));
		row.ifGiven("exception", (type) -> assertThat(finding.exception()).as("%s", finding).contains(type));
		row.ifGiven("file", (file) -> assertThat(place(finding).file()).as("%s", finding).contains(file));
		row.ifGiven("function", (name) -> assertThat(place(finding).function()).as("%s", finding).contains(name));
	}

	private static Location place(LogFinding finding) {
		return Objects.requireNonNull(finding.location(), finding::toString);
	}

	@ParameterizedTest
	@MethodSource("rows")
	void rowSaysWhatItAsksFor(Row row) {
		assertThat(COLUMNS).containsAll(row.words().keySet());
		assertThat(row.words()).containsKeys("row", "log", "cause");
		assertThat(row.words().values()).noneMatch(String::isBlank);
		assertThat(row.words().containsKey("error") || row.words("cause").equals("unknown")).as(row.toString())
			.isTrue();
	}

	/**
	 * A row of a table.
	 *
	 * @param words the words by the names of the columns
	 */
	record Row(Map<String, String> words) {

		private String words(String column) {
			return this.words.getOrDefault(column, "");
		}

		private void ifGiven(String column, Consumer<String> check) {
			if (this.words.containsKey(column)) {
				check.accept(words(column));
			}
		}

		@Override
		public String toString() {
			return words("row");
		}

	}

}
