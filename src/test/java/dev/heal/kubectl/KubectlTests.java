package dev.heal.kubectl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Kubectl} against what kubectl 1.33 printed. Each folder is a case.
 */
class KubectlTests {

	private static final Path CASES = Path.of("src/test/resources/dev/heal/kubectl/golden");

	private static final JsonMapper JSON = JsonMapper.shared();

	static List<Path> cases() throws IOException {
		try (Stream<Path> folders = Files.list(CASES)) {
			return folders.sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void descriptionIsThatOfKubectl(Path folder) throws IOException {
		byte[] description = Kubectl.describePod(read(folder, "pod.json"), read(folder, "events.json"), now(folder));
		assertSameBytes(description, folder.resolve("describe.txt"));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void eventsAreThoseOfKubectl(Path folder) throws IOException {
		assertSameBytes(Kubectl.eventsYaml(read(folder, "events.json")), folder.resolve("events.yaml"));
	}

	@Test
	void podThatIsGoneIsDescribedByItsEvents() throws IOException {
		Path folder = CASES.resolveSibling("gone");
		byte[] description = Kubectl.describePod(MissingNode.getInstance(), read(folder, "events.json"), now(folder));
		assertSameBytes(description, folder.resolve("describe.txt"));
	}

	@Test
	void podThatIsGoneWithoutEventsIsNotDescribed() {
		JsonNode nothing = MissingNode.getInstance();
		assertThat(Kubectl.describePod(nothing, nothing, Instant.EPOCH)).isEmpty();
	}

	@Test
	void descriptionDoesWithoutEvents() throws IOException {
		JsonNode pod = read(CASES.resolve("running-nginx"), "pod.json");
		assertThat(
				new String(Kubectl.describePod(pod, MissingNode.getInstance(), Instant.EPOCH), StandardCharsets.UTF_8))
			.endsWith("Events:                      <none>\n");
	}

	@Test
	void noEventsAreAnEmptyList() {
		assertThat(new String(Kubectl.eventsYaml(MissingNode.getInstance()), StandardCharsets.UTF_8)).isEqualTo("""
				apiVersion: v1
				items: []
				kind: List
				metadata:
				  resourceVersion: ""
				""");
	}

	@Test
	void everyCaseIsWhole() throws IOException {
		assertThat(cases()).isNotEmpty().allSatisfy((folder) -> {
			try (Stream<Path> files = Files.list(folder)) {
				assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("pod.json",
						"events.json", "meta.json", "describe.txt", "events.yaml");
			}
		});
	}

	private static Instant now(Path folder) {
		return Instant.parse(read(folder, "meta.json").path("now").asString());
	}

	private static JsonNode read(Path folder, String file) {
		return JSON.readTree(folder.resolve(file));
	}

	private static void assertSameBytes(byte[] actual, Path expected) throws IOException {
		assertThat(new String(actual, StandardCharsets.ISO_8859_1))
			.isEqualTo(Files.readString(expected, StandardCharsets.ISO_8859_1));
	}

}
