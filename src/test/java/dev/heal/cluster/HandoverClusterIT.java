package dev.heal.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
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
 * Tests of the handover: a pod really crashes, the pod of an agent really reads what Heal
 * leaves for it, and the repair is proven, with each revision of the CodeRun CRD.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.endpoint.health.show-details=always",
				"heal.remediation.model=claude-opus", "heal.remediation.healthy-for=5s",
				"heal.remediation.rules[0].labels.approval=wanted", "heal.remediation.rules[0].approval=all",
				"heal.remediation.max-attempts=9", "heal.remediation.poll-interval=1s", "heal.remediation.cool-down=1s",
				"heal.remediation.repository-url=https://git.example.com/shop/platform" })
class HandoverClusterIT {

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static final String NAMESPACE = System.getProperty("heal.test.prefix", "") + "handover-"
			+ Long.toString(System.currentTimeMillis(), 36);

	private static KubernetesClient client;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
		properties.add("heal.remediation.namespace", () -> NAMESPACE);
	}

	@BeforeAll
	static void prepare(@Autowired KubernetesClient healsOwn) {
		client = healsOwn;
	}

	@AfterEach
	void tidy() {
		client.namespaces().withName(NAMESPACE).delete();
		client.persistentVolumes().withName(NAMESPACE).delete();
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> client.namespaces().withName(NAMESPACE).get() == null);
	}

	@ParameterizedTest
	@CsvSource({ "old, volume, none", "new, volume, none", "newest, prompt, none", "new, volume, wanted" })
	void crashEndsInAProvenRepair(String revision, String way, String approval) throws Exception {
		try (CodeRunDefinition definition = new CodeRunDefinition(client)) {
			definition.install(revision);
			claims();
			assertThat(handOver()).startsWith(way + ": ");
			try (AgentPods _ = new AgentPods(client, NAMESPACE, revision.equals("newest"))) {
				String pod = crash(approval);
				PodAlert.post(heal(), List.of(new PodAlert(NAMESPACE, pod)));
				if (approval.equals("wanted")) {
					approve(incident(pod, "awaiting-approval").path("remediation").asString());
				}
				incident(pod, "verifying");
				deploy("pause", approval);
				proven(incident(pod, "resolved"), way);
			}
		}
	}

	private static void approve(String remediation) {
		assertThat(client.genericKubernetesResources("agents.platform/v1", "CodeRun")
			.inNamespace(NAMESPACE)
			.withName(remediation)
			.get()).isNull();
		client.apps()
			.deployments()
			.inNamespace(NAMESPACE)
			.withName("shop")
			.edit((shop) -> new DeploymentBuilder(shop).editMetadata()
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
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
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

	private static void claim(String name, String storageClass) {
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

	private static String crash(String approval) {
		deploy("panic", approval);
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.until(HandoverClusterIT::crashed, (pods) -> !pods.isEmpty())
			.getFirst();
	}

	private static List<String> crashed() {
		return client.pods()
			.inNamespace(NAMESPACE)
			.withLabel("app", "shop")
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

	private static void deploy(String argument, String approval) {
		Map<String, String> labels = Map.of("app", "shop");
		client
			.resource(new DeploymentBuilder().withNewMetadata()
				.withName("shop")
				.withNamespace(NAMESPACE)
				.endMetadata()
				.withNewSpec()
				.withNewSelector()
				.withMatchLabels(labels)
				.endSelector()
				.withNewTemplate()
				.withNewMetadata()
				.withLabels(labels)
				.addToLabels("approval", approval)
				.endMetadata()
				.withNewSpec()
				.withTerminationGracePeriodSeconds(1L)
				.addNewContainer()
				.withName("crash")
				.withImage(IMAGE)
				.withArgs(argument)
				.endContainer()
				.endSpec()
				.endTemplate()
				.endSpec()
				.build())
			.createOr((present) -> present.update());
	}

	private JsonNode incident(String pod, String state) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.ignoreException(HttpClientErrorException.NotFound.class)
			.until(() -> heal().get().uri("/alerts/a7/{n}/{p}", NAMESPACE, pod).retrieve().body(JsonNode.class),
					(incident) -> incident != null && incident.path("state").asString().equals(state));
	}

}
