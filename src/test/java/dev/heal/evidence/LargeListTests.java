package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for objects and lists that are larger than memory, or than they should be.
 */
class LargeListTests {

	@TempDir
	private Path root;

	private Manifest collect(EventServer server) {
		try (EvidenceCollector collector = StandInApiServer.collector(this.root, server.url())) {
			return collector.collect(EvidenceRequest.of("shop", "web-0")).manifest();
		}
	}

	private static EvidenceFile file(Manifest manifest, Kind kind) {
		return manifest.file(kind).orElseThrow();
	}

	/**
	 * Runs in a JVM of its own.
	 * @param args the address of the API server and the workspace
	 */
	static void main(String[] args) throws InterruptedException, ExecutionException {
		try (EvidenceCollector collector = StandInApiServer.collector(Path.of(args[1]), args[0]);
				ExecutorService threads = Executors.newFixedThreadPool(3)) {
			List<Future<Evidence>> all = IntStream.range(0, 3)
				.mapToObj((i) -> threads.submit(() -> collector.collect(EvidenceRequest.of("shop", "web-" + i))))
				.toList();
			for (Future<Evidence> evidence : all) {
				System.out.println(file(evidence.get().manifest(), Kind.EVENTS).reason());
			}
		}
	}

	@Test
	void manyAndLargeEventsOfSeveralPodsFitIntoTheHeapOfTheChart() throws Exception {
		try (EventServer server = new EventServer(800, 250_000, 0)) {
			Path output = this.root.resolve("output");
			Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m",
					"-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
					LargeListTests.class.getName(), server.url(), this.root.resolve("watch").toString())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			assertThat(process.waitFor()).as(Files.readString(output)).isZero();
			assertThat(Files.readString(output)).contains("only the newest 268 of 800 are kept");
			assertThat(this.root.resolve("watch/logs")).isDirectoryContaining("glob:**/web-2-events.yaml");
		}
	}

	@Test
	void newestEventsAreKept() throws IOException {
		try (EventServer server = new EventServer(2000, 100_000, 0)) {
			Manifest manifest = collect(server);
			EvidenceFile events = file(manifest, Kind.EVENTS);
			assertThat(events.state()).isEqualTo(State.TRUNCATED);
			assertThat(events.reason()).matches("only the newest 6\\d\\d of 2000 are kept; .*list-size.*");
			assertThat(Files.readString(Path.of(String.valueOf(events.path())))).contains("2026-01-05T00:33:19Z")
				.doesNotContain("2026-01-05T00:00:00Z");
			assertThat(file(manifest, Kind.DESCRIPTION).state()).isEqualTo(State.WRITTEN);
		}
	}

	@Test
	void smallEventsAreAllKeptInTheirOrder() throws IOException {
		try (EventServer server = new EventServer(1200, 10, 0)) {
			Manifest manifest = collect(server);
			EvidenceFile events = file(manifest, Kind.EVENTS);
			assertThat(events.state()).isEqualTo(State.WRITTEN);
			List<String> names = Files.readAllLines(Path.of(String.valueOf(events.path())))
				.stream()
				.filter((line) -> line.startsWith("    name: e-"))
				.toList();
			assertThat(names).hasSize(1200).startsWith("    name: e-0").endsWith("    name: e-1199");
		}
	}

	@Test
	void pageThatBreaksOffIsReadAgainAndCountsOnce() throws IOException {
		try (EventServer server = new EventServer(1200, 10, 0)) {
			server.breakOff(2);
			EvidenceFile events = file(collect(server), Kind.EVENTS);
			assertThat(Files.readAllLines(Path.of(String.valueOf(events.path())))
				.stream()
				.filter((line) -> line.startsWith("    name: e-"))).hasSize(1200).doesNotHaveDuplicates();
		}
	}

	@Test
	void giantPodIsNotReadAndItsEventsAreKept() throws IOException {
		try (EventServer server = new EventServer(3, 10, 64 << 20)) {
			Manifest manifest = collect(server);
			assertThat(file(manifest, Kind.CURRENT_LOG).reason()).contains("heal.limits.object-size");
			assertThat(file(manifest, Kind.EVENTS).state()).isEqualTo(State.WRITTEN);
		}
		try (EventServer server = new EventServer(0, 10, 64 << 20)) {
			assertThatExceptionOfType(ApiServerException.class).isThrownBy(() -> collect(server))
				.withMessageContaining("heal.limits.object-size");
		}
	}

}
