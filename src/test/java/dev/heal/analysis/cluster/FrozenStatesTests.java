package dev.heal.analysis.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Diagnosis;
import dev.heal.analysis.Recording;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks what is wrong in recorded states of namespaces, each with its cause, the object to
 * change and the facts that the answer must name.
 */
class FrozenStatesTests {

	private static final Path FOLDER = Path
		.of(System.getProperty("states", "src/test/resources/dev/heal/analysis/states"));

	private static final JsonMapper JSON = JsonMapper.shared();

	static Stream<String> states() throws IOException {
		try (Stream<Path> folders = Files.list(FOLDER)) {
			return folders.map((folder) -> folder.getFileName().toString()).sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("states")
	void causeObjectAndFactAreThoseOfTheLabel(String state) throws IOException {
		JsonNode label = JSON.readTree(Files.readAllBytes(FOLDER.resolve(state).resolve("label.json")));
		JsonNode objects = objects(state);
		Diagnosis diagnosis = diagnose(state, label, objects);
		Remedy remedy = diagnosis.analysis().remedy();
		String said = diagnosis.analysis().summary() + "\n" + ((remedy != null) ? remedy.target() : "") + "\n"
				+ diagnosis.object();
		assertThat(diagnosis.analysis().cause().id()).as("%s", diagnosis.analysis()).isIn(texts(label.path("cause")));
		assertThat(Stream.concat(Stream.of(label.path("object").asString()), texts(label.path("names")).stream()))
			.as("%s", diagnosis.analysis())
			.allMatch(said::contains);
		assertThat(diagnosis.analysis().claims()).filteredOn((claim) -> claim.file().equals("objects.json"))
			.allSatisfy((claim) -> assertThat(objects.at(String.valueOf(claim.path())).isMissingNode()).as("%s", claim)
				.isFalse());
	}

	private static Diagnosis diagnose(String state, JsonNode label, JsonNode objects) {
		Path log = FOLDER.resolve(state).resolve("current.log");
		return Analyzers.ofObjects()
			.analyze(new Recording(objects, MissingNode.getInstance(), null, text(label.path("ask")), null,
					Files.exists(log) ? log : null, null));
	}

	private static JsonNode objects(String state) throws IOException {
		Path plain = FOLDER.resolve(state).resolve("objects.json");
		if (Files.exists(plain)) {
			return JSON.readTree(Files.readAllBytes(plain));
		}
		try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(state).resolve("objects.json.gz")))) {
			return JSON.readTree(in);
		}
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.asString() : null;
	}

	private static List<String> texts(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).toList();
	}

}
