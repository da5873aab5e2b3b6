package dev.heal.evidence.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.heal.evidence.EvidenceLimits;
import dev.heal.evidence.log.LogBudget.LogLimitException;
import dev.heal.evidence.log.LogStream.Chunk;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link LogStream}.
 */
@Timeout(30)
class LogStreamTests {

	@TempDir
	private Path root;

	private LogBudget budget(Duration time) {
		DataSize size = DataSize.ofMegabytes(1);
		return new LogBudget(new EvidenceLimits(size, size, 1, size, size, time), Workspaces.in(this.root));
	}

	private static void put(LogStream target, String text) throws IOException, InterruptedException {
		Chunk chunk = target.buffer();
		chunk.fill(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
		target.put(chunk);
	}

	private static String text(Chunk chunk) {
		return new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.UTF_8);
	}

	@Test
	void partsComeInOrderAndThenTheEndForGood() throws IOException {
		LogBudget budget = budget(Duration.ofMinutes(1));
		try (LogStream stream = new LogStream((target) -> {
			for (int i = 0; i < 20; i++) {
				put(target, "line " + i);
			}
		})) {
			for (int i = 0; i < 20; i++) {
				Chunk chunk = stream.next(budget);
				assertThat(chunk).isNotNull();
				assertThat(text(chunk)).isEqualTo("line " + i);
				stream.giveBack(chunk);
			}
			assertThat(stream.next(budget)).isNull();
			assertThat(stream.next(budget)).isNull();
		}
	}

	@Test
	void failureComesBehindWhatWasRead() throws IOException {
		LogBudget budget = budget(Duration.ofMinutes(1));
		try (LogStream stream = new LogStream((target) -> {
			put(target, "begin");
			throw new IOException("broken");
		})) {
			assertThat(text(stream.next(budget))).isEqualTo("begin");
			assertThatIOException().isThrownBy(() -> stream.next(budget)).withMessage("broken");
			assertThatIOException().isThrownBy(() -> stream.next(budget)).withMessage("broken");
		}
	}

	@Test
	void errorInTheReaderIsAFailureToo() {
		try (LogStream stream = new LogStream((target) -> {
			throw new IllegalStateException("a bug");
		})) {
			assertThatIOException().isThrownBy(() -> stream.next(budget(Duration.ofMinutes(1))))
				.withMessageContaining("a bug");
		}
	}

	@Test
	void waitingEndsInTime() {
		CountDownLatch never = new CountDownLatch(1);
		try (LogStream stream = new LogStream((target) -> never.await())) {
			assertThatExceptionOfType(LogLimitException.class)
				.isThrownBy(() -> stream.next(budget(Duration.ofMillis(50))))
				.withMessageContaining("heal.limits.collection-time");
		}
	}

	@Test
	void closingEndsTheReader() throws Exception {
		CountDownLatch ended = new CountDownLatch(1);
		LogStream stream = new LogStream((target) -> {
			try {
				new CountDownLatch(1).await();
			}
			finally {
				ended.countDown();
			}
		});
		stream.close();
		assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void readerIsNeverFarAhead() throws Exception {
		CountDownLatch tooMany = new CountDownLatch(6);
		try (LogStream stream = new LogStream((target) -> {
			while (true) {
				put(target, "line");
				tooMany.countDown();
			}
		})) {
			assertThat(tooMany.await(300, TimeUnit.MILLISECONDS)).isFalse();
			assertThat(stream.next(budget(Duration.ofMinutes(1)))).isNotNull();
		}
	}

}
