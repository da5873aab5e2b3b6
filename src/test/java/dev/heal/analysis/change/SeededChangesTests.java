package dev.heal.analysis.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Cause;
import dev.heal.analysis.Recording;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks what changed before workloads of a real cluster failed, each recorded after one
 * change that broke it among others that did not, or after those others only. A key that
 * somebody takes out leaves no time behind, unless who wrote it did: then nothing is
 * blamed.
 */
class SeededChangesTests {

	private static final Path FOLDER = Path
		.of(System.getProperty("changes", "src/test/resources/dev/heal/analysis/changes"));

	private static final JsonMapper JSON = JsonMapper.shared();

	static Stream<String> broken() throws IOException {
		return names().filter((name) -> !name.startsWith("none-"));
	}

	static Stream<String> unbroken() throws IOException {
		return names().filter((name) -> name.startsWith("none-"));
	}

	private static Stream<String> names() throws IOException {
		try (Stream<Path> folders = Files.list(FOLDER)) {
			return folders.map((folder) -> folder.getFileName().toString()).sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("broken")
	void whatBrokeItIsFirst(String name) throws IOException {
		Analysis analysis = analysis(name);
		assertThat(analysis.changes()).as("%s", analysis).isNotEmpty();
		if (!label(name).path("seen").asBoolean(true)) {
			assertThat(analysis.changes()).as("%s", analysis).noneMatch(Change::named);
			return;
		}
		assertThat(analysis.changes().getFirst().object()).as("%s", analysis)
			.isEqualTo(label(name).path("first").asString());
	}

	@ParameterizedTest
	@MethodSource("unbroken")
	void whatOnlyCameBeforeIsNotBlamed(String name) throws IOException {
		Analysis analysis = analysis(name);
		assertThat(analysis.cause()).isNotEqualTo(Cause.NONE);
		assertThat(analysis.changes()).as("%s", analysis).isNotEmpty().noneMatch(Change::named);
	}

	private static JsonNode label(String name) throws IOException {
		return JSON.readTree(Files.readAllBytes(FOLDER.resolve(name).resolve("label.json")));
	}

	private static Analysis analysis(String name) throws IOException {
		Path log = FOLDER.resolve(name).resolve("current.log");
		try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name).resolve("objects.json.gz")))) {
			return Analyzers.ofObjects()
				.analyze(new Recording(JSON.readTree(in), MissingNode.getInstance(), null,
						label(name).path("ask").asString(), null, Files.exists(log) ? log : null, null))
				.analysis();
		}
	}

}
