package dev.heal.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.SharedCollections.Ticket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for logs that never end.
 */
@Timeout(60)
class LogLimitTests {

	private static final byte[] LINE = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path root;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final CountDownLatch ended = new CountDownLatch(1);

	private HttpServer server;

	private volatile long pause;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String uri = exchange.getRequestURI().toString();
			if (uri.contains("previous=true")) {
				exchange.sendResponseHeaders(400, -1);
				return;
			}
			exchange.sendResponseHeaders(200, 0);
			if (uri.contains("/log?")) {
				endless(exchange.getResponseBody());
			}
			String pod = "{\"metadata\": {\"uid\": \"u\"}, \"spec\": {\"containers\": [{\"name\": \"app\"}]}}";
			String body = uri.contains("/events") ? "{\"items\": []}" : pod;
			exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
		}
	}

	private void endless(OutputStream out) throws IOException {
		try {
			while (true) {
				out.write(LINE);
				out.flush();
				if (this.pause > 0) {
					Thread.sleep(this.pause);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.ended.countDown();
		}
	}

	private EvidenceCollector collector(DataSize log, DataSize collection, Duration time) {
		return StandInApiServer.collector(this.root, "http://localhost:" + this.server.getAddress().getPort(),
				new EvidenceLimits(DataSize.ofMegabytes(4), DataSize.ofMegabytes(64), 50_000, log, collection, time));
	}

	private EvidenceFile current(EvidenceCollector collector) {
		return collector.collect(EvidenceRequest.of("shop", "web-0")).manifest().file(Kind.CURRENT_LOG).orElseThrow();
	}

	@Test
	void logWithoutEndIsCutAtItsSize() throws Exception {
		try (EvidenceCollector collector = collector(DataSize.ofMegabytes(3), DataSize.ofGigabytes(1),
				Duration.ofHours(1))) {
			EvidenceFile file = current(collector);
			assertThat(file.state()).isEqualTo(State.TRUNCATED);
			assertThat(file.reason()).contains("heal.limits.log-size");
			assertThat(file.bytes()).isBetween(2L << 20, 3L << 20);
			assertThat(Files.size(Path.of(String.valueOf(file.path())))).isEqualTo(file.bytes());
			assertThat(this.ended.await(20, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void logsOfOnePodAreCutAtTheirSizeTogether() {
		try (EvidenceCollector collector = collector(DataSize.ofGigabytes(1), DataSize.ofMegabytes(2),
				Duration.ofHours(1))) {
			EvidenceFile file = current(collector);
			assertThat(file.state()).isEqualTo(State.TRUNCATED);
			assertThat(file.reason()).contains("heal.limits.collection-size");
		}
	}

	@Test
	void slowLogIsCutInTimeAndWhatCameIsKept() {
		this.pause = 20;
		try (EvidenceCollector collector = collector(DataSize.ofGigabytes(1), DataSize.ofGigabytes(1),
				Duration.ofSeconds(4))) {
			EvidenceFile file = current(collector);
			assertThat(file.state()).isEqualTo(State.TRUNCATED);
			assertThat(file.reason()).contains("heal.limits.collection-time");
			assertThat(file.bytes()).isGreaterThan(10_000);
		}
	}

	@Test
	void collectionThatNobodyWaitsForEnds() throws Exception {
		try (EvidenceCollector collector = collector(DataSize.ofGigabytes(1), DataSize.ofGigabytes(1),
				Duration.ofHours(1))) {
			CountDownLatch begun = new CountDownLatch(1);
			this.pause = 5;
			EvidenceRequest request = EvidenceRequest.of("shop", "web-0");
			Ticket one = collector.begin("one", request, (file, bytes) -> begun.countDown());
			Ticket other = collector.begin("other", request, (file, bytes) -> {
			});
			assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(one.hasPod()).isTrue();
			one.close();
			assertThat(other.ends(Duration.ofMillis(300))).isFalse();
			other.close();
			assertThat(this.ended.await(20, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void manyLogsWithoutEndDoNotHoldUpAnotherCaller() {
		this.pause = 50;
		try (EvidenceCollector collector = collector(DataSize.ofGigabytes(1), DataSize.ofGigabytes(1),
				Duration.ofSeconds(5))) {
			for (int i = 0; i < 40; i++) {
				collector.begin("greedy", EvidenceRequest.of("shop", "endless-" + i), (file, bytes) -> {
				});
			}
			try (Ticket modest = collector.begin("modest", EvidenceRequest.of("bank", "web-0"), (file, bytes) -> {
			})) {
				assertThat(modest.ends(Duration.ofSeconds(20))).isTrue();
				assertThat(modest.await().manifest().file(Kind.CURRENT_LOG)).get()
					.extracting(EvidenceFile::bytes)
					.isNotEqualTo(0L);
			}
		}
	}

}
