package dev.heal.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Replay} and {@link Bundle}.
 */
class ReplayTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String POD = """
			{"metadata": {"name": "web-0", "namespace": "shop", "uid": "u1"},
			 "spec": {"containers": [{"name": "app", "image": "registry.example.com/web:42"}]},
			 "status": {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 3,
			  "state": {"terminated": {"exitCode": 2, "reason": "Error"}}}]}}""";

	private final Analyzer analyzer = Analyzers.create();

	@TempDir
	private Path folder;

	private Evidence evidence;

	private Analysis analysis;

	@BeforeEach
	void diagnose() throws IOException {
		Path log = Files.writeString(this.folder.resolve("app.log"), """
				panic: runtime error: index out of range [5] with length 3

				goroutine 1 [running]:
				main.pick(...)
					/src/shop/main.go:17
				exit status 2
				""");
		this.evidence = Evidence.recorded(JSON.readTree(POD), JSON.readTree("{\"items\": []}"), log, null);
		this.analysis = this.analyzer.analyze(this.evidence);
	}

	@Test
	void bundleGivesTheSameVerdictWhereItsFilesAreNot() throws IOException {
		Path file = this.folder.resolve("A7-web-0.zip");
		Files.write(file, bundle());
		Files.delete(this.folder.resolve("app.log"));
		try (Bundle bundle = Bundle.open(file)) {
			Replay replay = Replay.of(bundle.evidence(), bundle.analysis(), this.analyzer);
			assertThat(replay.differences()).isEmpty();
			assertThat(JSON.writeValueAsString(replay.analysis())).isEqualTo(JSON.writeValueAsString(this.analysis))
				.contains("index out of range");
		}
	}

	@Test
	void sameEvidenceMakesTheSameBytes() throws IOException {
		assertThat(bundle()).isEqualTo(bundle());
	}

	@Test
	void whatDiffersIsNamed() {
		ObjectNode then = (ObjectNode) Replay.tree(this.analysis);
		then.put("cause", "oom").withObject("/location").put("line", 16);
		assertThat(Replay.of(this.evidence, then, this.analyzer).differences())
			.containsExactlyInAnyOrder("/cause was \"oom\", is \"code-bug\"", "/location/line was 16, is 17");
	}

	@Test
	void changesThatAnEarlierVersionDidNotLookForAreNoDifference() {
		ObjectNode then = (ObjectNode) Replay.tree(this.analysis);
		then.remove("changes");
		assertThat(Replay.of(this.evidence, then, this.analyzer).differences()).isEmpty();
	}

	@Test
	void otherFilesAreNoBundles() throws IOException {
		Path text = Files.writeString(this.folder.resolve("text.zip"), "text");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bundle.open(text));
	}

	private byte[] bundle() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Bundle.write(this.evidence, this.analysis, out);
		return out.toByteArray();
	}

}
