package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.FileSystemUtils;

import dev.heal.analysis.Analysis;
import dev.heal.demo.HealTest;
import dev.heal.remediation.IncidentState;
import dev.heal.workspace.Workspace;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing of a former failure is lost, and nothing of it left in the place of
 * the next one, with the state on a volume of its own as in the chart.
 */
@HealTest
@Import(HistoryTests.StateOnItsOwnVolume.class)
class HistoryTests {

	private static final Path MEMORY = Path.of("/dev/shm");

	// null until there is one: an empty path would be the working directory
	private static @Nullable Path state;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private IncidentStore store;

	@Autowired
	private Responder responder;

	@Autowired
	private Workspace workspace;

	@AfterAll
	static void deleteState() throws IOException {
		FileSystemUtils.deleteRecursively(state);
	}

	@Test
	void nextEpisodeMovesTheFilesOfTheFormerOne() throws IOException {
		String pod = "risk-worker-58rn6bp27-h9sfs";
		post("firing", pod, "2026-11-22T08:00:00Z");
		Incident former = reported(pod);
		Path report = Path.of(Objects.requireNonNull(former.report()));
		Files.writeString(report.resolveSibling("A7-%s.heal.md".formatted(pod)), "somebody's");
		post("resolved", pod, "2026-11-22T08:00:00Z");
		post("firing", pod, "2026-11-22T09:00:00Z");
		Incident next = reported(pod);
		assertThat(next.report()).isEqualTo(report.toString());
		assertThat(history(pod)).containsExactlyInAnyOrder("incident.json", "manifest.json", "pod.json", "events.json",
				"surroundings.json", "A7-%s.md".formatted(pod), "A7-%s.heal.md".formatted(pod),
				"A7-%s.acceptance.md".formatted(pod), pod + "-current.log", pod + "-previous.log", pod + "-events.yaml",
				pod + "-describe.txt", pod + "-workload.yaml", pod + "-dependencies.yaml");
		assertThat(report).isNotEmptyFile();
		assertThat(report.resolveSibling("A7-%s.heal.md".formatted(pod))).doesNotExist();
		assertThat(this.workspace.logs().resolve(pod + "-current.log")).isNotEmptyFile();
	}

	@Test
	void reportOnTheNextFailureIsNotTakenForOneOnTheFormer() throws IOException {
		String pod = "ledger-api-8515ea1ae-647c1";
		post("firing", pod, "2026-11-22T08:00:00Z");
		Path report = Path.of(Objects.requireNonNull(reported(pod).report()));
		post("resolved", pod, "2026-11-22T08:00:00Z");
		Files.writeString(report, "# On the next failure");
		post("firing", pod, "2026-11-22T09:00:00Z");
		assertThat(reported(pod).report()).endsWith(".heal.md");
		assertThat(report).hasContent("# On the next failure");
	}

	@Test
	void sameFailureFoundAgainIsNotKeptTwiceAndAnotherOneIs() throws IOException {
		String pod = "shipping-svc-8tz6xgs9m-4lwdq";
		this.responder.respond("platform", pod, null);
		String first = Files.readString(this.workspace.alerts().resolve("A7-%s.md".formatted(pod)));
		this.responder.respond("platform", pod, null);
		assertThat(history(pod)).isEmpty();
		this.store.update("platform", pod, (incident) -> incident.with(other(incident)));
		this.responder.respond("platform", pod, null);
		assertThat(history(pod)).contains("incident.json", "manifest.json", "pod.json", "A7-%s.md".formatted(pod),
				pod + "-describe.txt");
		assertThat(Files.readString(this.workspace.alerts().resolve("A7-%s.md".formatted(pod))))
			.startsWith(first.substring(0, 100));
	}

	private static Analysis other(Incident incident) {
		Analysis found = Objects.requireNonNull(incident.analysis());
		return new Analysis(found.cause(), found.subtype(), found.confidence(), found.container(), found.generation(),
				found.summary(), found.exception(), found.message(), found.errorLine(), found.excerpt(),
				found.location(), found.claims(), found.rivals(), found.remedy(), "another");
	}

	private void post(String status, String pod, String startsAt) {
		assertThat(this.mvc.post()
			.uri("/alerts/a7")
			.contentType(MediaType.APPLICATION_JSON)
			.content("""
					{"version": "4", "status": "firing", "alerts": [{"status": "%s", "fingerprint": "2db6%s",
					  "labels": {"namespace": "payments", "pod": "%s"}, "startsAt": "%s"}]}""".formatted(status,
					pod.hashCode(), pod, startsAt)))
			.hasStatus(202);
	}

	private Incident reported(String pod) {
		return Awaitility.await()
			.until(() -> this.store.find("payments", pod),
					(found) -> found
						.filter((it) -> it.report() != null && !it.progress().state().isUnfinished()
								&& it.progress().state() != IncidentState.CLOSED)
						.isPresent())
			.orElseThrow();
	}

	private List<String> history(String pod) throws IOException {
		try (Stream<Path> all = Files.walk(this.workspace.state().resolve("history"))) {
			return all.filter(Files::isRegularFile)
				.filter((file) -> file.toString().contains("/" + pod + "/"))
				.map((file) -> file.getFileName().toString())
				.toList();
		}
	}

	/**
	 * Puts the state on another volume than the workspace, where the machine has one.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class StateOnItsOwnVolume {

		@Bean
		DynamicPropertyRegistrar stateFolder() throws IOException {
			Path folder = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "heal-state")
					: Files.createTempDirectory("heal-state");
			state = folder;
			return (properties) -> properties.add("heal.state.dir", folder::toString);
		}

	}

}
