package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EvidenceCollector}.
 */
class EvidenceCollectorTests {

	@TempDir
	private Path root;

	private final StandInApiServer api = new StandInApiServer();

	@AfterEach
	void stop() {
		this.api.close();
	}

	private Evidence collect() {
		return collect(null);
	}

	private Evidence collect(String container) {
		try (EvidenceCollector collector = this.api.collector(this.root)) {
			return collector.collect(new EvidenceRequest("shop", "web-0", container, null));
		}
	}

	private EvidenceFile current() {
		return collect().manifest().file(Kind.CURRENT_LOG).orElseThrow();
	}

	private Path log(String generation) {
		return this.root.resolve("logs/web-0-" + generation + ".log");
	}

	@Test
	void logOfTheOnlyContainerIsTheFile() {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("one\ntwo\nthree"));
		EvidenceFile file = current();
		assertThat(log("current")).hasContent("one\ntwo\nthree");
		assertThat(file.state()).isEqualTo(State.WRITTEN);
		assertThat(file.lines()).isEqualTo(3);
		assertThat(file.bytes()).isEqualTo(13);
		assertThat(file.sha256()).isEqualTo("058053d87c818d699cde0f00d670bca0e1c6ad857caa9758ea6a556d7c64fcee");
		assertThat(file.source()).endsWith("/api/v1/namespaces/shop/pods/web-0/log?container=app&tailLines=10000");
	}

	@Test
	void containersHaveSectionsInTheOrderOfTheSpec() {
		var pod = this.api.pod("app", "proxy");
		pod.path("spec").withArrayProperty("initContainers").addObject().put("name", "setup");
		pod.path("spec").withArrayProperty("ephemeralContainers").addObject().put("name", "debug");
		this.api.serve(pod);
		this.api.logs("setup", false, StandInApiServer.text("ready"));
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
		this.api.logs("proxy", false, StandInApiServer.status(400,
				"container \"proxy\" in pod \"web-0\" is waiting to start: ContainerCreating", ""));
		this.api.logs("debug", false, StandInApiServer.text("hello\n"));
		EvidenceFile file = current();
		assertThat(log("current")).hasContent("==> setup <==\nready\n\n==> app <==\nboom\n\n==> debug <==\nhello\n");
		assertThat(file.state()).isEqualTo(State.WRITTEN);
		assertThat(file.containers()).extracting(EvidenceFile.ContainerLog::state)
			.containsExactly(State.WRITTEN, State.WRITTEN, State.ABSENT, State.WRITTEN);
		assertThat(file.containers()).extracting(EvidenceFile.ContainerLog::lines).containsExactly(1L, 1L, 0L, 1L);
	}

	@Test
	void onlyTheContainerAskedForIsTheFile() {
		this.api.pod("app", "proxy");
		this.api.logs("proxy", false, StandInApiServer.text("hello\n"));
		collect("proxy");
		assertThat(log("current")).hasContent("hello\n");
	}

	@Test
	void unknownContainerIsSaidToBeUnknown() {
		this.api.pod("app", "proxy");
		assertThatExceptionOfType(UnknownContainerException.class).isThrownBy(() -> collect("other"))
			.withMessage("Pod web-0 has no container other; it has app, proxy");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					400 | container "app" in pod "web-0" is waiting to start: ContainerCreating | '' | ABSENT
					400 | container "app" in pod "web-0" is waiting to start: trying and failing to pull image | '' | ABSENT
					400 | container "app" in pod "web-0" is not available | '' | ABSENT
					400 | pod "web-0" cannot be found - no logs available | '' | ABSENT
					400 | unable to retrieve container logs for containerd://5f | '' | ABSENT
					400 | a strange thing | '' | FAILED
					401 | the server has asked for the client to provide credentials ( pods/log web-0) | '' | DENIED
					403 | pods "web-0" is forbidden: User "heal" cannot get resource "pods/log" | pods | DENIED
					404 | nodes "n1" not found | nodes | ABSENT
					404 | pods "web-0" not found | pods | ABSENT
					500 | Get "https://10.0.0.1:10250/containerLogs/…": dial tcp 10.0.0.1:10250: connect: connection refused | '' | FAILED
					""")
	void answerWithoutALogIsAFact(int code, String message, String kind, State state) {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.status(code, message, kind));
		EvidenceFile file = current();
		assertThat(file.state()).isEqualTo(state);
		assertThat(file.path()).isNull();
		assertThat(file.reason()).isNotBlank();
		assertThat(log("current")).doesNotExist();
	}

	@Test
	void deniedLogNamesTheMissingVerb() {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.status(403, "pods \"web-0\" is forbidden", "pods"));
		assertThat(current().reason()).contains("get on pods/log");
	}

	@Test
	void unscheduledPodHasNoLog() {
		this.api.pod("app");
		this.api.logs("app", false, WireMock.aResponse().withStatus(204));
		assertThat(current().state()).isEqualTo(State.ABSENT);
	}

	@Test
	void noticeOfARemovedLogIsNotALog() {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("unable to retrieve container logs for containerd://5f"));
		EvidenceFile file = current();
		assertThat(file.state()).isEqualTo(State.ABSENT);
		assertThat(file.reason()).contains("removed");
	}

	@Test
	void lineThatQuotesTheNoticeIsALog() {
		this.api.pod("app");
		this.api.logs("app", false,
				StandInApiServer.text("unable to retrieve container logs for containerd://5f\nretrying\n"));
		assertThat(current().state()).isEqualTo(State.WRITTEN);
	}

	@Test
	void previousLogWithoutPreviousInstanceIsAbsent() {
		this.api.pod("app");
		this.api.logs("app", true,
				StandInApiServer.status(400, "previous terminated container \"app\" in pod \"web-0\" not found", ""));
		EvidenceFile file = collect().manifest().file(Kind.PREVIOUS_LOG).orElseThrow();
		assertThat(file.state()).isEqualTo(State.ABSENT);
		assertThat(file.reason()).isEqualTo("no container has a previous instance");
	}

	@Test
	void deniedEventsLeaveTheRest() {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
		this.api.eventsAnswer(StandInApiServer.status(403, "events is forbidden", "events"));
		Manifest manifest = collect().manifest();
		assertThat(manifest.file(Kind.EVENTS)).get().extracting(EvidenceFile::state).isEqualTo(State.DENIED);
		assertThat(manifest.file(Kind.EVENTS)).get()
			.extracting(EvidenceFile::reason)
			.asString()
			.contains("list on events");
		assertThat(manifest.file(Kind.CURRENT_LOG)).get().extracting(EvidenceFile::state).isEqualTo(State.WRITTEN);
	}

	@Test
	void missingPodWithoutEventsIsNotFound() {
		this.api.podAnswers(StandInApiServer.status(404, "pods \"web-0\" not found", "pods"));
		assertThatExceptionOfType(PodNotFoundException.class).isThrownBy(this::collect);
	}

	@Test
	void missingPodLeavesItsEvents() {
		this.api.podAnswers(StandInApiServer.status(404, "pods \"web-0\" not found", "pods"));
		ArrayNode events = JsonMapper.shared().createArrayNode();
		events.addObject().putObject("involvedObject").put("name", "web-0").put("uid", "u-0");
		this.api.events(events);
		Manifest manifest = collect().manifest();
		assertThat(manifest.uid()).isNull();
		assertThat(manifest.file(Kind.EVENTS)).get().extracting(EvidenceFile::state).isEqualTo(State.WRITTEN);
	}

	@Test
	void apiServerThatFailsForEverythingIsAnError() {
		this.api.podAnswers(StandInApiServer.status(500, "etcdserver: request timed out", ""));
		this.api.eventsAnswer(StandInApiServer.status(500, "etcdserver: request timed out", ""));
		assertThatExceptionOfType(ApiServerException.class).isThrownBy(this::collect)
			.withMessageContaining("etcdserver: request timed out");
	}

	@Test
	void eventsOfNamesakesAreCounted() {
		this.api.pod("app");
		ArrayNode events = JsonMapper.shared().createArrayNode();
		List.of("u-1", "u-0", "u-1").forEach((uid) -> events.addObject().putObject("involvedObject").put("uid", uid));
		this.api.events(events);
		assertThat(collect().manifest().otherEvents()).isEqualTo(1);
	}

	@Test
	void failedFetchKeepsWhatAnEarlierOneGot() throws IOException {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
		collect();
		this.api.logs("app", false, StandInApiServer.status(500, "kubelet is down", ""));
		EvidenceFile file = current();
		assertThat(file.state()).isEqualTo(State.FAILED);
		assertThat(file.path()).isEqualTo(log("current").toString());
		assertThat(Files.readString(log("current"))).isEqualTo("boom\n");
	}

	@Test
	void fileOfAnotherPodOfTheNameIsNotKept() {
		var pod = this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
		collect();
		pod.withObjectProperty("metadata").put("uid", "u-2");
		this.api.serve(pod);
		this.api.logs("app", false, StandInApiServer.status(500, "kubelet is down", ""));
		assertThat(current().path()).isNull();
		assertThat(log("current")).doesNotExist();
		assertThat(this.root.resolve(".heal/history")).isDirectoryRecursivelyContaining("glob:**/web-0-current.log");
	}

	@Test
	void brokenConnectionIsTriedAgain() {
		this.api.pod("app");
		this.api.logs("app", false, WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		assertThat(current().state()).isEqualTo(State.FAILED);
		this.api.server().verify(WireMock.moreThan(2), WireMock.getRequestedFor(WireMock.urlPathMatching(".*/log")));
	}

	@Test
	void linkInThePlaceOfTheLogsIsNotFollowed(@TempDir Path outside) throws IOException {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
		Evidence evidence = collect();
		Files.writeString(outside.resolve("web-0-current.log"), "secret");
		Files.move(this.root.resolve("logs"), this.root.resolve("away"));
		Files.createSymbolicLink(this.root.resolve("logs"), outside);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> evidence.open(Kind.CURRENT_LOG));
	}

	@Test
	void logsOfSomebodyElseGoWithTheLivePod() throws IOException {
		this.api.pod("app");
		Path logs = Files.createDirectories(this.root.resolve("logs"));
		try (EvidenceCollector collector = this.api.collector(this.root)) {
			assertThat(collector.unrecorded("shop", "web-0")).isEmpty();
			Files.writeString(logs.resolve("web-0-previous.log"), "boom\n");
			Evidence evidence = collector.unrecorded("shop", "web-0").orElseThrow();
			assertThat(evidence.open(Kind.CURRENT_LOG)).isEmpty();
			try (InputStream log = evidence.open(Kind.PREVIOUS_LOG).orElseThrow()) {
				assertThat(log).hasContent("boom\n");
			}
			assertThat(evidence.pod().at("/metadata/name").asString()).isEqualTo("web-0");
		}
	}

	@Test
	void storedEvidenceIsReadBack() {
		this.api.pod("app");
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
		Evidence evidence = collect();
		try (EvidenceCollector collector = this.api.collector(this.root)) {
			assertThat(collector.stored("shop", "web-0")).get()
				.extracting(Evidence::manifest, Evidence::pod, Evidence::events)
				.containsExactly(evidence.manifest(), evidence.pod(), evidence.events());
			assertThat(collector.stored("shop", "web-1")).isEmpty();
		}
	}

}
