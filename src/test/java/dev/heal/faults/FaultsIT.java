package dev.heal.faults;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.demo.FailingCluster;
import dev.heal.faults.Link.Weather;
import dev.heal.process.HealProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what becomes of alerts when disks, networks and processes fail: whatever was
 * taken in has its report and its one CodeRun once the fault has gone.
 */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultsIT {

	private static final List<String> PODS = List.of("payments/shipping-api-6scrjp9gd-k54fb",
			"payments/ledger-api-8515ea1ae-647c1", "payments/risk-worker-58rn6bp27-h9sfs",
			"platform/shipping-svc-8tz6xgs9m-4lwdq", "staging/vendors-worker-grm88tqxh-j44dt");

	@TempDir
	private static Path shared;

	private static Path jar;

	@TempDir(cleanup = CleanupMode.NEVER)
	private Path folder;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final List<AutoCloseable> resources = new ArrayList<>();

	private final Map<String, String> properties = new HashMap<>(FailingCluster.SETTINGS);

	private FailingCluster cluster;

	private Link link;

	private HealProcess heal;

	private String kubeconfig;

	private int port;

	@BeforeAll
	static void extract() {
		jar = HealProcess.extract(shared);
	}

	@BeforeEach
	void startCluster() throws IOException {
		this.cluster = opened(FailingCluster.start());
		this.link = opened(new Link(this.cluster.port()));
		Path file = Files.writeString(this.folder.resolve("kubeconfig"),
				this.cluster.kubeconfig().replace(":" + this.cluster.port(), ":" + this.link.port()));
		this.kubeconfig = file.toString();
		this.properties.put("heal.workspace.root", this.folder.resolve("workspace").toString());
		this.properties.put("heal.workspace.reserve", "1MB");
		this.properties.put("heal.incident.retry-delay", "500ms");
		this.properties.put("heal.incident.max-retry-delay", "5s");
		try (ServerSocket free = new ServerSocket(0)) {
			this.port = free.getLocalPort();
		}
	}

	@AfterEach
	void stop() throws Exception {
		for (AutoCloseable resource : this.resources.reversed()) {
			resource.close();
		}
	}

	@Test
	void fullStateTakesNothingInAndSaysSo() throws Exception {
		Volume state = state("");
		start();
		state.fill();
		Awaitility.await().until(() -> post("nobody/filler-" + System.nanoTime()) == 503);
		assertThat(health("readiness").body()).contains("\"status\":\"DOWN\"", state.path().toString());
		assertThat(health("liveness").statusCode()).isEqualTo(200);
		state.empty();
		assertThat(health("readiness").statusCode()).isEqualTo(200);
		postAll();
		assertAllIsDone();
	}

	@Test
	void workspaceWithoutInodesKeepsTheAlertsUntilThereAreSome() throws Exception {
		Volume workspace = workspace(",nr_inodes=200");
		state("");
		start();
		workspace.takeInodes();
		assertThat(health("readiness").statusCode()).isEqualTo(503);
		postAll();
		workspace.giveInodesBack();
		assertAllIsDone();
	}

	@Test
	void workspaceThatIsReadOnlyKeepsTheAlertsUntilItIsNot() throws Exception {
		Volume workspace = workspace("");
		state("");
		start();
		workspace.make("ro");
		assertThat(health("readiness").statusCode()).isEqualTo(503);
		postAll();
		workspace.make("rw");
		assertAllIsDone();
	}

	@Test
	void diskThatStandsStillIsAnsweredForInTimeAndCatchesUp() throws Exception {
		assumeRoot();
		Volume disk = opened(Volume.onDisk(this.folder.resolve("disk")));
		this.properties.put("heal.workspace.root", disk.path().resolve("workspace").toString());
		start();
		long threads = threads();
		disk.freeze();
		try {
			for (String pod : PODS) {
				long begun = System.nanoTime();
				assertThat(post(pod)).isEqualTo(503);
				assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
			}
			assertThat(health("liveness").statusCode()).isEqualTo(200);
			assertThat(health("readiness").statusCode()).isEqualTo(503);
			assertThat(threads()).isLessThan(threads + 60);
		}
		finally {
			disk.thaw();
		}
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> post(PODS.getFirst()) == 202);
		postAll();
		assertAllIsDone();
	}

	@Test
	void syncThatFailsIsNoPromise() throws Exception {
		assumeProgram("strace");
		state("");
		start("strace", "-D", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e",
				"inject=fsync,fdatasync:error=EIO:when=30..60");
		List<String> accepted = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			String pod = "nobody/pod-" + i;
			if (post(pod) == 202) {
				accepted.add(pod);
			}
		}
		assertThat(accepted).hasSizeBetween(1, 59);
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> PODS.stream().allMatch((pod) -> post(pod) == 202));
		this.heal.kill();
		start();
		assertThat(accepted).allMatch((pod) -> incident(pod).isObject());
		assertAllIsDone();
	}

	@Test
	void slowDiskIsWaitedFor() throws Exception {
		assumeProgram("strace");
		start("strace", "-D", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e",
				"inject=fsync,fdatasync:delay_exit=300000");
		postAll();
		assertAllIsDone();
	}

	@Test
	void fewFileDescriptorsAreUsedAgain() throws Exception {
		assumeProgram("prlimit");
		start("prlimit", "--nofile=220:220");
		List<Socket> callers = new ArrayList<>();
		for (int i = 0; i < 250; i++) {
			callers.add(new Socket("127.0.0.1", this.port));
		}
		for (Socket caller : callers) {
			caller.close();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> PODS.stream().allMatch((pod) -> post(pod) == 202));
		assertAllIsDone();
	}

	@ParameterizedTest
	@EnumSource(value = Weather.class, names = "FAIR", mode = EnumSource.Mode.EXCLUDE)
	void apiServerThatIsAwayCostsNoAlert(Weather weather) throws Exception {
		start();
		this.link.turn(weather);
		postAll();
		Thread.sleep(Duration.ofSeconds(10));
		assertThat(health("liveness").statusCode()).isEqualTo(200);
		assertThat(health("readiness").statusCode()).isEqualTo(200);
		assertThat(this.link.refused()).isLessThan(10 * 20);
		this.link.turn(Weather.FAIR);
		assertAllIsDone();
	}

	@Test
	void stopMidwayGoesOnAfterTheNextStart() throws Exception {
		start();
		for (int round = 0; round < 3; round++) {
			postAll();
			Process ended = this.heal.terminate().get(30, TimeUnit.SECONDS);
			assertThat(ended.exitValue()).isEqualTo(143);
			this.heal.restart();
			awaitReady();
		}
		assertAllIsDone();
	}

	@Test
	void processThatStoodStillGoesOn() throws Exception {
		start();
		postAll();
		signal("STOP");
		Thread.sleep(Duration.ofSeconds(15));
		signal("CONT");
		assertAllIsDone();
	}

	private Volume state(String options) throws IOException {
		assumeRoot();
		Volume volume = opened(Volume.inMemory(this.folder.resolve("state"), options));
		this.properties.put("heal.state.dir", volume.path().resolve("heal").toString());
		return volume;
	}

	private Volume workspace(String options) throws IOException {
		assumeRoot();
		Volume volume = opened(Volume.inMemory(this.folder.resolve("shared"), options));
		this.properties.put("heal.workspace.root", volume.path().resolve("workspace").toString());
		return volume;
	}

	private static void assumeRoot() {
		Assumptions.assumeTrue(Volume.mayBeMade(), "file systems are made by root alone");
	}

	private static void assumeProgram(String name) {
		Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, name))), name + " is not installed");
	}

	private <T extends AutoCloseable> T opened(T resource) {
		this.resources.add(resource);
		return resource;
	}

	private void start(String... before) {
		List<String> command = new ArrayList<>(List.of("env", "KUBECONFIG=" + this.kubeconfig));
		command.addAll(List.of(before));
		this.heal = opened(
				HealProcess.start(command, jar, this.port, this.properties, this.folder.resolve("heal.log")));
		awaitReady();
	}

	private void awaitReady() {
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(this.heal::isReady);
	}

	private void signal(String name) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(this.heal.pid())).start().waitFor()).isZero();
	}

	private long threads() throws IOException {
		try (Stream<Path> threads = Files.list(Path.of("/proc/%d/task".formatted(this.heal.pid())))) {
			return threads.count();
		}
	}

	private void postAll() {
		assertThat(PODS).allMatch((pod) -> post(pod) == 202);
	}

	private int post(String pod) {
		String[] parts = pod.split("/");
		String body = """
				{"version": "4", "status": "firing", "alerts": [{"status": "firing", "fingerprint": "%s",
				  "labels": {"alertname": "A7PodFailure", "namespace": "%s", "pod": "%s"},
				  "startsAt": "2026-11-22T08:00:00Z"}]}""".formatted(pod, parts[0], parts[1]);
		return send(HttpRequest.newBuilder(URI.create(this.heal.url() + "/alerts/a7"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build()).statusCode();
	}

	private JsonNode incident(String pod) {
		return JsonMapper.shared()
			.readTree(send(HttpRequest.newBuilder(URI.create(this.heal.url() + "/alerts/a7/" + pod)).build()).body());
	}

	private HttpResponse<String> health(String group) {
		return send(HttpRequest
			.newBuilder(URI.create("http://localhost:%d/actuator/health/%s".formatted(this.port + 1, group)))
			.build());
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertAllIsDone() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(PODS.stream().map((pod) -> incident(pod).path("state").asString()))
				.containsOnly("remediating"));
		assertThat(this.cluster.codeRuns()).hasSize(PODS.size()).doesNotHaveDuplicates();
		assertThat(PODS)
			.allSatisfy((pod) -> assertThat(Path.of(incident(pod).path("report").asString())).isNotEmptyFile());
	}

}
