package dev.heal.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiServer;
import dev.heal.redaction.Redactor;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndingRecorder}.
 */
class EndingRecorderTests {

	private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

	private final StandInApiServer api = new StandInApiServer();

	private final List<List<RecordedEnd>> told = new ArrayList<>();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private RecordedEndings endings;

	private EvidenceCollector collector;

	private EndingRecorder recorder;

	@BeforeEach
	void open(@TempDir Path root) {
		Config config = new ConfigBuilder(Config.empty()).withMasterUrl(this.api.server().baseUrl()).build();
		var workspace = Workspaces.in(root);
		ApiServer server = new ApiServer(config, StandInApiServer.PROPERTIES, StandInApiServer.LIMITS);
		RecorderProperties properties = new RecorderProperties(50, DataSize.ofKilobytes(1), DataSize.ofMegabytes(1),
				DataSize.ofMegabytes(10), Duration.ofDays(7), 2);
		this.endings = new RecordedEndings(workspace, properties);
		this.collector = this.api.collector(root);
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("listener", (EndingListener) (_, _, _, ends) -> this.told.add(ends));
		this.recorder = new EndingRecorder(server, this.collector,
				new EvidenceWriter(workspace, Redactor.ephemeral(), Clock.fixed(NOW, ZoneOffset.UTC), this.meters,
						true),
				this.endings, StandInApiServer.PROPERTIES, StandInApiServer.LIMITS, properties,
				beans.getBeanProvider(EndingListener.class), this.meters);
	}

	@AfterEach
	void stop() {
		this.collector.close();
		this.api.close();
	}

	private static RecordedEnd end(String id) {
		return RecordedEnd.of("u-1", "app", "containerd://" + id, NOW.minusSeconds(3), NOW, 1, null, "Error");
	}

	private ObjectNode pod(String state, String lastState) {
		ObjectNode pod = this.api.pod("app");
		ObjectNode status = pod.putObject("status").putArray("containerStatuses").addObject().put("name", "app");
		terminated(status.putObject("state"), state);
		terminated(status.putObject("lastState"), lastState);
		this.api.serve(pod);
		return pod;
	}

	private static void terminated(ObjectNode state, String id) {
		if (id == null) {
			state.putObject("running").put("startedAt", NOW.toString());
		}
		else if (!id.isEmpty()) {
			state.putObject("terminated").put("containerID", "containerd://" + id).put("exitCode", 1);
		}
	}

	private RecordedEnd record(String id) throws InterruptedException {
		return record(id, (_) -> "f1");
	}

	private RecordedEnd record(String id, Function<Evidence, String> reader) throws InterruptedException {
		this.recorder.record("shop", "web-0", end(id), reader);
		return this.endings.files()
			.read("shop", "web-0", "u-1")
			.stream()
			.filter((end) -> end.isOf("app", "containerd://" + id))
			.findFirst()
			.orElseThrow();
	}

	private static String content(RecordedEnd end) throws IOException {
		return Files.readString(Path.of(end.log().path()));
	}

	@Test
	void twentyCrashesInARowAreTwentyLogs() throws Exception {
		for (int i = 0; i < 20; i++) {
			pod(null, "c" + i);
			this.api.logs("app", true, StandInApiServer.text("crash number " + i + "\n"));
			assertThat(content(record("c" + i))).isEqualTo("crash number " + i + "\n");
		}
		assertThat(this.endings.files().read("shop", "web-0", "u-1")).hasSize(20)
			.extracting((end) -> end.log().state())
			.containsOnly(State.WRITTEN);
		assertThat(this.told).hasSize(20);
		assertThat(this.told.getLast()).hasSize(20);
	}

	@Test
	void whatHasJustEndedIsTheCurrentLogAndSecretsAreTakenOut() throws Exception {
		pod("c1", "");
		this.api.logs("app", false, StandInApiServer.text("password=hunter2hunter2 was refused\n"));
		assertThat(content(record("c1"))).doesNotContain("hunter2").contains("was refused");
	}

	@Test
	void instanceThatBecomesThePreviousOneWhileItIsReadIsReadAgain() throws Exception {
		String path = "/api/v1/namespaces/shop/pods/web-0";
		String ended = pod("c1", "").toString();
		String restarted = pod(null, "c1").toString();
		this.api.server()
			.stubFor(WireMock.get(WireMock.urlPathEqualTo(path))
				.inScenario("restart")
				.whenScenarioStateIs(Scenario.STARTED)
				.willReturn(StandInApiServer.json(ended))
				.willSetStateTo("restarted"));
		this.api.server()
			.stubFor(WireMock.get(WireMock.urlPathEqualTo(path))
				.inScenario("restart")
				.whenScenarioStateIs("restarted")
				.willReturn(StandInApiServer.json(restarted)));
		this.api.logs("app", false, StandInApiServer.text("of the next instance\n"));
		this.api.logs("app", true, StandInApiServer.text("of this instance\n"));
		assertThat(content(record("c1"))).isEqualTo("of this instance\n");
	}

	@Test
	void whatTheKubeletHasForgottenIsRecordedWithoutALog() throws Exception {
		pod(null, "c2");
		RecordedEnd end = record("c1");
		assertThat(end.log().path()).isNull();
		assertThat(end.log().state()).isEqualTo(State.ABSENT);
		assertThat(end.log().reason()).contains("forgotten");
		assertThat(end.exitCode()).isEqualTo(1);
		assertThat(this.meters.counter("heal.endings", "log", "absent").count()).isEqualTo(1);
	}

	@Test
	void podThatIsGoneIsRecordedWithoutALog() throws Exception {
		this.api.podAnswers(StandInApiServer.status(404, "pods \"web-0\" not found", "pods"));
		assertThat(record("c1").log().reason()).isEqualTo("the pod is gone");
	}

	@Test
	void onlyTheEndOfALongLogIsKept() throws Exception {
		pod(null, "c1");
		this.api.logs("app", true, StandInApiServer.text("a line of the log\n".repeat(1000) + "panic: no price\n"));
		RecordedEnd end = record("c1");
		assertThat(content(end)).startsWith("a line").endsWith("panic: no price\n").hasSizeLessThanOrEqualTo(1024);
		assertThat(end.log().state()).isEqualTo(State.TRUNCATED);
		assertThat(end.log().reason()).contains("heal.watch.recorder.log-size");
	}

	@Test
	void itIsRecordedOnce() throws Exception {
		pod(null, "c1");
		this.api.logs("app", true, StandInApiServer.text("panic\n"));
		record("c1");
		record("c1");
		assertThat(this.told).hasSize(1);
	}

	@Test
	void readerGetsTheLogOfThisInstanceAndItsAnswerIsKept() throws Exception {
		pod(null, "c1");
		this.api.logs("app", true, StandInApiServer.text("panic: no price\n"));
		List<String> read = new ArrayList<>();
		RecordedEnd end = record("c1", (evidence) -> {
			assertThat(evidence.open(Kind.CURRENT_LOG)).isEmpty();
			evidence.open(Kind.PREVIOUS_LOG).ifPresent((log) -> read.add(text(log)));
			return "b1946ac92492d234";
		});
		assertThat(read).containsExactly("panic: no price\n");
		assertThat(end.failure()).isEqualTo("b1946ac92492d234");
	}

	@Test
	void readerThatFailsCostsNothing() throws Exception {
		pod(null, "c1");
		this.api.logs("app", true, StandInApiServer.text("panic\n"));
		RecordedEnd end = record("c1", (_) -> {
			throw new IllegalStateException("of the reader");
		});
		assertThat(end.failure()).isNull();
		assertThat(content(end)).isEqualTo("panic\n");
	}

	@Test
	void manifestTellsOfTheEnds() throws Exception {
		pod(null, "c1");
		this.api.logs("app", true, StandInApiServer.text("panic\n"));
		this.api.logs("app", false, StandInApiServer.text("up again\n"));
		record("c1");
		Evidence evidence = this.collector.collect(EvidenceRequest.of("shop", "web-0"));
		assertThat(evidence.manifest().endings()).extracting(RecordedEnd::id).containsExactly("containerd://c1");
		record("c2");
		assertThat(this.collector.stored("shop", "web-0").orElseThrow().manifest().endings()).hasSize(2);
	}

	private static String text(java.io.InputStream in) {
		try (in) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
