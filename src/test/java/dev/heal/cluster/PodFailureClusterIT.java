package dev.heal.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the way from a pod that really crashes to a CodeRun that a real API server
 * accepted.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.remediation.max-active=20", "heal.remediation.max-per-hour=50",
				"heal.remediation.model=claude-opus",
				"heal.remediation.repository-url=https://git.example.com/shop/platform" })
class PodFailureClusterIT {

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static final String NAMESPACE = "heal-it-" + Long.toString(System.currentTimeMillis(), 36);

	private static KubernetesClient client;

	private static CodeRunDefinition definition;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	private RestClient heal;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
		properties.add("heal.remediation.namespace", () -> NAMESPACE);
	}

	@BeforeAll
	static void prepare(@Autowired KubernetesClient healsOwn) {
		client = healsOwn;
		definition = new CodeRunDefinition(client);
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
	}

	@BeforeEach
	void connect() {
		this.heal = RestClient.create("http://localhost:" + this.port);
	}

	@AfterAll
	static void tidy() {
		client.namespaces().withName(NAMESPACE).delete();
		definition.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "old", "new" })
	void crashedPodGetsItsReportAndOneCodeRun(String revision, @TempDir Path folder) throws Exception {
		Assumptions.assumeTrue(Alertmanager::isInstalled,
				"No Alertmanager: install it, or name its command by heal.alertmanager");
		definition.install(revision);
		String pod = crash("crash-" + revision, 1).getFirst();
		JsonNode incident;
		try (Alertmanager alertmanager = Alertmanager.start(folder, "http://127.0.0.1:" + this.port)) {
			alertmanager.fire(List.of(new PodAlert(NAMESPACE, pod).labels()));
			incident = remediated(pod);
		}
		assertThat(Files.readString(Path.of(incident.path("report").asString()))).startsWith("# Pod Failure: " + pod)
			.contains("panic");
		assertThat(codeRuns(incident)).singleElement().satisfies((run) -> {
			assertThat(run.getMetadata().getName()).isEqualTo(incident.path("remediation").asString());
			Map<String, Object> spec = run.get("spec");
			assertThat(spec.containsKey("runType")).isEqualTo(revision.equals("new"));
			assertThat(spec).containsKeys("taskId", "env", "cliConfig");
		});
	}

	@Test
	void tenReplicasAndFiftyParallelWebhooksMakeOneCodeRun() throws Exception {
		definition.install("new");
		List<String> pods = crash("crowd", 10);
		try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<PodAlert> alerts = pods.stream().map((pod) -> new PodAlert(NAMESPACE, pod)).toList();
			Callable<JsonNode> caller = () -> PodAlert.post(this.heal, alerts);
			int accepted = 0;
			for (var answer : callers.invokeAll(Collections.nCopies(50, caller))) {
				accepted += answer.get().path("accepted").asInt();
			}
			assertThat(accepted).isEqualTo(pods.size());
		}
		JsonNode first = remediated(pods.getFirst());
		for (String pod : pods) {
			assertThat(remediated(pod).path("remediation")).isEqualTo(first.path("remediation"));
		}
		assertThat(codeRuns(first)).hasSize(1);
	}

	private List<String> crash(String name, int replicas) {
		Map<String, String> labels = Map.of("app", name);
		client
			.resource(new DeploymentBuilder().withNewMetadata()
				.withName(name)
				.withNamespace(NAMESPACE)
				.endMetadata()
				.withNewSpec()
				.withReplicas(replicas)
				.withNewSelector()
				.withMatchLabels(labels)
				.endSelector()
				.withNewTemplate()
				.withNewMetadata()
				.withLabels(labels)
				.endMetadata()
				.withNewSpec()
				.addNewContainer()
				.withName("crash")
				.withImage(IMAGE)
				.withArgs("panic")
				.endContainer()
				.endSpec()
				.endTemplate()
				.endSpec()
				.build())
			.create();
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> crashed(labels), (pods) -> pods.size() == replicas);
	}

	private static List<String> crashed(Map<String, String> labels) {
		return client.pods()
			.inNamespace(NAMESPACE)
			.withLabels(labels)
			.list()
			.getItems()
			.stream()
			.filter((pod) -> pod.getStatus()
				.getContainerStatuses()
				.stream()
				.anyMatch((status) -> status.getRestartCount() > 0))
			.map((pod) -> pod.getMetadata().getName())
			.toList();
	}

	private static List<GenericKubernetesResource> codeRuns(JsonNode incident) {
		return client.genericKubernetesResources("agents.platform/v1", "CodeRun")
			.inNamespace(NAMESPACE)
			.withLabel("heal.platform/failure", incident.path("failure").asString())
			.list()
			.getItems();
	}

	private JsonNode remediated(String pod) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.ignoreException(HttpClientErrorException.NotFound.class)
			.until(() -> this.heal.get().uri("/alerts/a7/{n}/{p}", NAMESPACE, pod).retrieve().body(JsonNode.class),
					(incident) -> incident != null && incident.path("state").asString().equals("remediating"));
	}

}
