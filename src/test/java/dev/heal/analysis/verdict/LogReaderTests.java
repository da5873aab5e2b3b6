package dev.heal.analysis.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.log.LogAnalyzer;
import dev.heal.analysis.verdict.Logs.Reading;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogReader}.
 */
class LogReaderTests {

	private static final JsonNode NOTHING = MissingNode.getInstance();

	private static final String CRASH = "ready\npanic: assignment to entry in nil map\n";

	private final List<String> opened = new ArrayList<>();

	@TempDir
	private Path folder;

	@Test
	void logThatIsTheSameForBothInstancesIsReadOnce() throws IOException {
		List<Reading> readings = read(CRASH, CRASH);
		assertThat(this.opened).containsExactly("current.log");
		assertThat(readings).extracting(Reading::generation).containsExactly("current", "previous");
		assertThat(readings).extracting((reading) -> reading.finding().excerpt().file())
			.containsExactly("current.log", "previous.log");
		assertThat(readings.getLast().finding().in("current.log")).isEqualTo(readings.getFirst().finding());
	}

	@Test
	void logsThatDifferAreBothRead() throws IOException {
		read(CRASH, "again\n" + CRASH);
		assertThat(this.opened).containsExactly("current.log", "previous.log");
	}

	private List<Reading> read(String current, String previous) throws IOException {
		Evidence recorded = Evidence.recorded(NOTHING, NOTHING, log(Kind.CURRENT_LOG, current),
				log(Kind.PREVIOUS_LOG, previous));
		Evidence evidence = new Evidence(recorded.manifest(), NOTHING, NOTHING, NOTHING, (path) -> {
			this.opened.add(path.getFileName().toString());
			return Files.newInputStream(path);
		});
		PodReading pod = PodReading.of(NOTHING, NOTHING, NOTHING, Instant.EPOCH);
		return new LogReader(evidence, pod, new LogAnalyzer()).read().readings();
	}

	private Path log(Kind kind, String text) throws IOException {
		return Files.writeString(this.folder.resolve(kind.fileName()), text);
	}

}
