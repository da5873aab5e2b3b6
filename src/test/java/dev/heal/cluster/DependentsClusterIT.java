package dev.heal.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
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
 * Tests of what a running Heal makes of failures that have their reason elsewhere: in the
 * pods of what they call, or in what was changed before.
 */
@Tag("cluster")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.remediation.max-active=20", "heal.remediation.max-per-hour=50",
				"heal.remediation.model=claude-opus",
				"heal.remediation.repository-url=https://git.example.com/shop/platform",
				"heal.remediation.causes=code-bug,external-dependency", "heal.remediation.min-confidence=0.1" })
class DependentsClusterIT {

	private static final String NAMESPACE = "dependents-it-" + Long.toString(System.currentTimeMillis(), 36);

	/**
	 * What is written sooner than this belongs to the installation of the workload.
	 */
	private static final Duration INSTALLATION = Duration.ofSeconds(32);

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
	static void prepare(@Autowired KubernetesClient healsOwn) throws IOException {
		client = healsOwn;
		definition = new CodeRunDefinition(client);
		definition.install("new");
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
		objects().forEach((object) -> client.resource(object).inNamespace(NAMESPACE).create());
	}

	private static List<HasMetadata> objects() throws IOException {
		try (InputStream objects = DependentsClusterIT.class.getResourceAsStream("/cluster/dependents.yaml")) {
			return new KubernetesSerialization().unmarshal(Objects.requireNonNull(objects));
		}
	}

	@AfterAll
	static void tidy() {
		client.namespaces().withName(NAMESPACE).delete();
		definition.close();
	}

	@BeforeEach
	void connect() {
		this.heal = RestClient.create("http://localhost:" + this.port);
	}

	@Test
	@Order(1)
	void oneRootExplainsAllThatCallIt() throws Exception {
		String root = crashed("orders-db", 1).getFirst();
		List<String> followers = crashed("cart|invoice|search", 3);
		PodAlert.post(this.heal, followers.stream().map((pod) -> new PodAlert(NAMESPACE, pod)).toList());
		followers.forEach((pod) -> await(pod, "/state", "reported"));
		PodAlert.post(this.heal, List.of(new PodAlert(NAMESPACE, root)));
		await(root, "/state", "remediating");
		for (String pod : followers) {
			JsonNode incident = await(pod, "/causedBy", NAMESPACE + "/" + root);
			assertThat(incident.at("/analysis/cause").asString()).isEqualTo("external-dependency");
			assertThat(incident.at("/analysis/dependency/service").asString()).isEqualTo(NAMESPACE + "/orders-db");
			assertThat(incident.path("remediation").isNull()).isTrue();
			assertThat(Files.readString(Path.of(incident.path("report").asString()))).contains("Service orders-db",
					NAMESPACE + "/" + root);
		}
		assertThat(client.genericKubernetesResources("agents.platform/v1", "CodeRun").inNamespace(NAMESPACE).list())
			.satisfies((runs) -> assertThat(runs.getItems()).hasSize(1));
		PodAlert.resolve(this.heal, new PodAlert(NAMESPACE, root));
		followers.forEach((pod) -> assertThat(await(pod, "/state", "closed").path("reason").asString())
			.contains("ended with " + NAMESPACE + "/" + root));
	}

	@Test
	@Order(2)
	void whatChangedBeforeIsSeen() {
		Instant created = Instant.parse(deployment().getMetadata().getCreationTimestamp());
		Awaitility.await()
			.atMost(INSTALLATION.plusSeconds(30))
			.until(() -> Instant.now().isAfter(created.plus(INSTALLATION)));
		client.configMaps()
			.inNamespace(NAMESPACE)
			.withName("shipper-settings")
			.edit((settings) -> settings.edit().addToData("CARRIER_URL", "carrier").build());
		client.apps().deployments().inNamespace(NAMESPACE).withName("shipper").edit((shipper) -> {
			shipper.getSpec()
				.getTemplate()
				.getSpec()
				.getContainers()
				.getFirst()
				.setArgs(List.of("say", "/words/carrier", "exit", "1"));
			return shipper;
		});
		String pod = crashed("shipper", 1).getFirst();
		PodAlert.post(this.heal, List.of(new PodAlert(NAMESPACE, pod)));
		JsonNode analysis = await(pod, "/analysis/container", "app").path("analysis");
		JsonNode changes = analysis.path("changes");
		assertThat(changes.valueStream().map((change) -> change.path("object").asString()))
			.contains("ConfigMap/shipper-settings", "Deployment/shipper");
		assertThat(changes.valueStream().filter((change) -> change.path("object").asString().startsWith("ConfigMap")))
			.singleElement()
			.satisfies((change) -> {
				assertThat(change.path("what").asString()).contains("CARRIER_URL");
				assertThat(change.path("named").asBoolean()).as("%s", analysis).isTrue();
				assertThat(change.path("by").asString()).isNotEmpty();
			});
	}

	private static HasMetadata deployment() {
		return client.apps().deployments().inNamespace(NAMESPACE).withName("shipper").get();
	}

	private JsonNode await(String pod, String place, String value) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.ignoreExceptionsInstanceOf(HttpClientErrorException.NotFound.class)
			.until(() -> this.heal.get().uri("/alerts/a7/{n}/{p}", NAMESPACE, pod).retrieve().body(JsonNode.class),
					(now) -> now != null && now.at(place).asString("").equals(value));
	}

	private static List<String> crashed(String apps, int number) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> client.pods()
				.inNamespace(NAMESPACE)
				.list()
				.getItems()
				.stream()
				.filter((pod) -> Map.copyOf(pod.getMetadata().getLabels()).getOrDefault("app", "").matches(apps))
				.filter((pod) -> pod.getStatus()
					.getContainerStatuses()
					.stream()
					.anyMatch((status) -> status.getRestartCount() > 0))
				.map((pod) -> pod.getMetadata().getName())
				.toList(), (pods) -> pods.size() == number);
	}

}
