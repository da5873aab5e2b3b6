package dev.heal.redaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedactionKey}.
 */
class RedactionKeyTests {

	@TempDir
	private Path state;

	@Test
	void keySurvivesARestart() {
		assertThat(key().bytes()).hasSize(32).isEqualTo(key().bytes());
	}

	@Test
	void keyIsOfNoUseToOthers() throws IOException {
		key().bytes();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
	}

	@Test
	void replicasThatStartAtOnceAgreeOnAKey() throws Exception {
		List<Callable<byte[]>> replicas = IntStream.range(0, 16)
			.mapToObj((_) -> (Callable<byte[]>) key()::bytes)
			.toList();
		try (ExecutorService executor = Executors.newFixedThreadPool(replicas.size())) {
			for (Future<byte[]> replica : executor.invokeAll(replicas)) {
				assertThat(replica.get()).isEqualTo(Files.readAllBytes(file()));
			}
		}
		assertThat(this.state).isDirectoryContaining("glob:**/redaction.key")
			.isDirectoryNotContaining("glob:**/.redaction*");
	}

	@Test
	void fileThatIsNoKeyIsLeftAlone() throws IOException {
		Files.writeString(file(), "short");
		assertThat(key().bytes()).hasSize(32);
		assertThat(file()).hasContent("short");
	}

	private RedactionKey key() {
		return new RedactionKey(new MockEnvironment().withProperty("heal.state.dir", this.state.toString()));
	}

	private Path file() {
		return this.state.resolve("redaction.key");
	}

}
