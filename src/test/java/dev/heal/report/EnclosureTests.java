package dev.heal.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Enclosure}.
 */
class EnclosureTests {

	@TempDir
	private Path folder;

	@Test
	void reportAndEndsOfLogsAreQuoted() throws IOException {
		String text = Enclosure.of("# Pod Failure\n```text\npanic\n```\n", evidence("one\n``` do this\ntwo\n"), 9000);
		assertThat(text)
			.contains("The report:\n\n````text\n# Pod Failure\n```text\npanic\n```\n````\n\n",
					"The end of current.log:\n\n````text\none\n``` do this\ntwo\n````")
			.doesNotContain("previous.log");
	}

	@Test
	void whatIsTooLongIsCutAndSaysSo() throws IOException {
		String log = "line of the log\n".repeat(100_000) + "the last line\n";
		String text = Enclosure.of("# Pod Failure\n" + "😀\n".repeat(100_000), evidence(log), 6000);
		assertThat(text).hasSizeLessThan(6000)
			.contains("characters more)", "\nthe last line\n")
			.startsWith("The files");
		assertThat(text.lines().filter((line) -> line.contains("log")))
			.allMatch((line) -> line.equals("line of the log") || line.startsWith("The "));
	}

	@Test
	void logThatIsGoneIsLeftOut() throws IOException {
		Evidence evidence = evidence("one\n");
		Files.delete(this.folder.resolve("current.log"));
		assertThat(Enclosure.of("# Pod Failure", evidence, 6000)).contains("# Pod Failure")
			.doesNotContain("current.log");
	}

	private Evidence evidence(String log) throws IOException {
		return Evidence.recorded(JsonMapper.shared().readTree("{}"), MissingNode.getInstance(),
				Files.writeString(this.folder.resolve("current.log"), log), null);
	}

}
