package dev.heal.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the handover: a pod really crashes, monitoring tells Heal, the pod of an agent
 * really reads what Heal leaves for it, its repair is rolled out and proven; with each
 * revision of the CodeRun CRD, and without a hand but for the approval. A row takes some
 * 25 seconds. Without monitoring, the test tells Heal.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.endpoint.health.show-details=always",
				"heal.remediation.model=claude-opus", "heal.remediation.healthy-for=5s",
				"heal.remediation.max-attempts=9", "heal.remediation.poll-interval=1s", "heal.remediation.cool-down=1s",
				"heal.remediation.repository-url=https://git.example.com/shop/platform" })
class HandoverClusterIT {

	private static final String NAMESPACE = System.getProperty("heal.test.prefix", "") + "handover-"
			+ Long.toString(System.currentTimeMillis(), 36);

	private static final List<String> SHOPS = Stream.of("old", "newest", "new", "wanted")
		.map((shop) -> NAMESPACE + "-" + shop)
		.toList();

	@TempDir
	private static Path workspace;

	private static KubernetesClient client;

	private static @Nullable Monitoring monitoring;

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
		properties.add("heal.remediation.namespace", () -> NAMESPACE);
		properties.add("heal.remediation.rules[0].namespace", SHOPS::getLast);
		properties.add("heal.remediation.rules[0].approval", () -> "all");
		properties.add("heal.alert.namespaces", () -> String.join(",", SHOPS));
	}

	@BeforeAll
	static void prepare(@Autowired KubernetesClient healsOwn, @LocalServerPort int port, @TempDir Path folder)
			throws Exception {
		client = healsOwn;
		Stream.concat(Stream.of(NAMESPACE), SHOPS.stream()).forEach((name) -> Shop.open(client, name));
		claims();
		if (Monitoring.isAvailable()) {
			monitoring = Monitoring.start(folder, "http://127.0.0.1:" + port, true);
		}
	}

	@AfterAll
	static void tidy() throws Exception {
		Stream.concat(Stream.of(NAMESPACE), SHOPS.stream())
			.forEach((name) -> client.namespaces().withName(name).delete());
		client.persistentVolumes().withName(NAMESPACE).delete();
		if (monitoring != null) {
			monitoring.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "old, volume, old", "newest, prompt, newest", "new, volume, new", "new, volume, wanted" })
	void crashEndsInAProvenRepair(String revision, String way, String name) throws Exception {
		Shop shop = new Shop(client, NAMESPACE + "-" + name);
		try (CodeRunDefinition definition = new CodeRunDefinition(client)) {
			definition.install(revision);
			assertThat(handOver()).startsWith(way + ": ");
			try (AgentPods _ = new AgentPods(client, NAMESPACE, revision.equals("newest"),
					() -> shop.deploy("pause"))) {
				shop.deploy("panic");
				String pod = told(shop);
				if (name.equals("wanted")) {
					approve(shop.namespace(), incident(shop, pod, "awaiting-approval").path("remediation").asString());
				}
				proven(incident(shop, pod, "resolved"), way);
			}
		}
	}

	private String told(Shop shop) {
		String pod = shop.crashed();
		if (monitoring == null) {
			PodAlert.post(heal(), List.of(new PodAlert(shop.namespace(), pod)));
		}
		return pod;
	}

	// as kubectl annotate does
	private static void approve(String shop, String remediation) {
		assertThat(client.genericKubernetesResources("agents.platform/v1", "CodeRun")
			.inNamespace(NAMESPACE)
			.withName(remediation)
			.get()).isNull();
		client.apps()
			.deployments()
			.inNamespace(shop)
			.withName("shop")
			.edit((deployment) -> new DeploymentBuilder(deployment).editMetadata()
				.addToAnnotations("heal.platform/approve", remediation)
				.endMetadata()
				.build());
	}

	private static void proven(JsonNode incident, String way) throws Exception {
		assertThat(incident.path("reason").asString()).contains("Deployment shop has been healthy for 5 s");
		assertThat(incident.path("acceptance").valueStream())
			.extracting((item) -> item.path("id").asString() + " " + item.path("mark").asString())
			.containsExactly("no-recurrence met", "test claimed");
		assertThat(incident.path("work").path("pullRequest").asString())
			.isEqualTo("https://git.example.com/shop/platform/pull/7");
		if (way.equals("volume")) {
			assertThat(incident.path("work").path("commit").asString()).isEqualTo("1f0c2b3d4e5f");
			assertThat(Path.of(incident.path("agentReport").asString())).content().startsWith("# Mended: ");
		}
		Path report = Path.of(incident.path("report").asString());
		Awaitility.await()
			.untilAsserted(() -> assertThat(report).content()
				.contains("# Pod Failure: ", "- [x] `no-recurrence` ", "- [x] `test` "));
	}

	private RestClient heal() {
		return RestClient.create("http://localhost:" + this.port);
	}

	private String handOver() {
		JsonNode health = RestClient.create("http://localhost:" + this.managementPort)
			.get()
			.uri("/actuator/health")
			.exchange((_, response) -> response.bodyTo(JsonNode.class));
		return health.at("/components/remediation/details/handOver").asString("");
	}

	/**
	 * Makes the claim that Heal writes to, of the workspace's folder, and one that it
	 * does not.
	 */
	private static void claims() {
		client
			.resource(new PersistentVolumeBuilder().withNewMetadata()
				.withName(NAMESPACE)
				.endMetadata()
				.withNewSpec()
				.withAccessModes("ReadWriteMany")
				.withStorageClassName("")
				.addToCapacity("storage", new Quantity("1Gi"))
				.withNewHostPath(workspace.toString(), "Directory")
				.withNewClaimRef()
				.withNamespace(NAMESPACE)
				.withName("heal-workspace")
				.endClaimRef()
				.endSpec()
				.build())
			.create();
		claim("heal-workspace", "");
		claim("workspace-heal", null);
	}

	private static void claim(String name, @Nullable String storageClass) {
		client
			.resource(new PersistentVolumeClaimBuilder().withNewMetadata()
				.withName(name)
				.withNamespace(NAMESPACE)
				.endMetadata()
				.withNewSpec()
				.withAccessModes("ReadWriteMany")
				.withStorageClassName(storageClass)
				.withNewResources()
				.addToRequests("storage", new Quantity("1Gi"))
				.endResources()
				.endSpec()
				.build())
			.create();
	}

	private JsonNode incident(Shop shop, String pod, String state) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.ignoreException(HttpClientErrorException.NotFound.class)
			.until(() -> heal().get().uri("/alerts/a7/{n}/{p}", shop.namespace(), pod).retrieve().body(JsonNode.class),
					(incident) -> incident != null && incident.path("state").asString().equals(state));
	}

}
