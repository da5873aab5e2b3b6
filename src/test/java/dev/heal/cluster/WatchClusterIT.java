package dev.heal.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a pod which really crashes ends in a report where nobody sends an alert, and
 * that each of its crashes is recorded.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.watch.enabled=true", "heal.remediation.enabled=false" })
class WatchClusterIT {

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static final String NAMESPACE = "heal-watch-" + Long.toString(System.currentTimeMillis(), 36);

	/**
	 * The first restart of a container is not held back: with ten of them, twenty crashes
	 * come within seconds.
	 */
	private static final int CONTAINERS = 10;

	private static final List<String> NAMES = IntStream.range(0, CONTAINERS)
		.mapToObj((number) -> "crash-" + number)
		.toList();

	private static KubernetesClient client;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
		properties.add("heal.remediation.namespace", () -> NAMESPACE);
		properties.add("heal.alert.namespaces", () -> NAMESPACE);
	}

	@BeforeAll
	static void prepare(@Autowired KubernetesClient healsOwn) {
		client = healsOwn;
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
	}

	@AfterAll
	static void tidy() {
		client.namespaces().withName(NAMESPACE).delete();
	}

	@Test
	void twentyCrashesOfAPodThatNobodyAlertsOfAreAReportAndTheirLogs() throws Exception {
		client
			.resource(new PodBuilder().withNewMetadata()
				.withNamespace(NAMESPACE)
				.withName("looper")
				.endMetadata()
				.withNewSpec()
				.withTerminationGracePeriodSeconds(0L)
				.withContainers(containers())
				.endSpec()
				.build())
			.create();
		JsonNode incident = await(WatchClusterIT::isRead);
		assertThat(incident.at("/alerts/0/name").asString()).isEqualTo("A7PodCrashed");
		assertThat(incident.at("/analysis/cause").asString()).isEqualTo("code-bug");
		List<JsonNode> endings = incident.at("/evidence/endings").valueStream().toList();
		assertThat(endings).allSatisfy((end) -> assertThat(end.path("exitCode").asInt()).isEqualTo(2));
		List<JsonNode> logged = endings.stream().filter(WatchClusterIT::hasLog).toList();
		// on a busy node the kubelet may take the log of the first instance away at once
		assertThat(logged).hasSizeGreaterThanOrEqualTo(CONTAINERS)
			.allSatisfy((end) -> assertThat(Files.readString(Path.of(end.at("/log/path").asString())))
				.startsWith("panic: "));
		assertThat(logged).extracting((end) -> end.path("container").asString()).containsAll(NAMES);
		assertThat(endings).filteredOn((end) -> !logged.contains(end))
			.allSatisfy((end) -> assertThat(end.at("/log/reason").asString("")).isNotEmpty());
		assertThat(endings).extracting((end) -> end.path("id").asString()).doesNotHaveDuplicates();
		Path report = Path.of(incident.path("report").asString());
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(Files.readString(report)).startsWith("# Pod Failure: looper")
				.contains("## Endings\n"));
		client.pods().inNamespace(NAMESPACE).withName("looper").delete();
		assertThat(await((it) -> it.path("state").asString().equals("closed")).path("reason").asString())
			.isEqualTo("alert resolved");
	}

	// all may have crashed before the report is there; which failure it was is told a
	// moment after its log
	private static boolean isRead(JsonNode incident) {
		JsonNode endings = incident.at("/evidence/endings");
		boolean reported = incident.path("report").isString() && incident.at("/analysis/cause").isString();
		return reported && endings.size() >= 2 * CONTAINERS
				&& endings.valueStream()
					.filter(WatchClusterIT::hasLog)
					.allMatch((end) -> end.path("failure").isString());
	}

	private static boolean hasLog(JsonNode end) {
		return end.at("/log/state").asString().equals("written");
	}

	private static List<Container> containers() {
		return NAMES.stream()
			.map((name) -> new ContainerBuilder().withName(name).withImage(IMAGE).withArgs("panic").build())
			.toList();
	}

	private JsonNode await(Predicate<JsonNode> state) {
		RestClient heal = RestClient.create("http://localhost:" + this.port);
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.until(() -> heal.get()
				.uri("/alerts/a7/{namespace}/looper", NAMESPACE)
				.exchange((_, answer) -> answer.bodyTo(JsonNode.class)), (it) -> it != null && state.test(it));
	}

}
