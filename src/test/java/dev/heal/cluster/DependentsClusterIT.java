package dev.heal.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.client.KubernetesClient;
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

	private static final List<String> DATABASES = List.of("orders-db", "users-db", "stock-db", "prices-db", "mails-db");

	private static final List<String> CALLERS = List.of("cart", "invoice", "search", "ledger", "report");

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
		create("dependents", "", "");
		for (String database : DATABASES) {
			create("database", database, "");
			for (String caller : CALLERS) {
				create("dependent", database, caller);
			}
		}
	}

	private static void create(String file, String database, String caller) throws IOException {
		try (InputStream objects = DependentsClusterIT.class.getResourceAsStream("/cluster/" + file + ".yaml")) {
			String text = new String(Objects.requireNonNull(objects).readAllBytes(), StandardCharsets.UTF_8)
				.replace("@DB@", database)
				.replace("@APP@", caller);
			client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
				.inNamespace(NAMESPACE)
				.create();
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
	void eachDatabaseExplainsThoseThatCallIt() throws Exception {
		Map<String, String> roots = crashed("database", "app", DATABASES.size());
		Map<String, String> followers = crashed("dependent", "calls", DATABASES.size() * CALLERS.size());
		PodAlert.post(this.heal, followers.keySet().stream().map((pod) -> new PodAlert(NAMESPACE, pod)).toList());
		followers.keySet().forEach((pod) -> await(pod, "/state", "reported"));
		PodAlert.post(this.heal, roots.keySet().stream().map((pod) -> new PodAlert(NAMESPACE, pod)).toList());
		roots.keySet().forEach((pod) -> await(pod, "/state", "remediating"));
		for (Map.Entry<String, String> root : roots.entrySet()) {
			for (String pod : called(followers, root.getValue())) {
				JsonNode incident = await(pod, "/causedBy", NAMESPACE + "/" + root.getKey());
				assertThat(incident.at("/analysis/cause").asString()).isEqualTo("external-dependency");
				assertThat(incident.at("/analysis/dependency/service").asString())
					.isEqualTo(NAMESPACE + "/" + root.getValue());
				assertThat(incident.path("remediation").isNull()).isTrue();
				assertThat(Files.readString(Path.of(incident.path("report").asString())))
					.contains("Service " + root.getValue(), NAMESPACE + "/" + root.getKey());
			}
		}
		assertThat(client.genericKubernetesResources("agents.platform/v1", "CodeRun").inNamespace(NAMESPACE).list())
			.satisfies((runs) -> assertThat(runs.getItems()).hasSize(DATABASES.size()));
		Map.Entry<String, String> root = roots.entrySet().iterator().next();
		PodAlert.resolve(this.heal, new PodAlert(NAMESPACE, root.getKey()));
		called(followers, root.getValue())
			.forEach((pod) -> assertThat(await(pod, "/state", "closed").path("reason").asString())
				.contains("ended with " + NAMESPACE + "/" + root.getKey()));
	}

	private static List<String> called(Map<String, String> followers, String database) {
		return followers.entrySet()
			.stream()
			.filter((follower) -> follower.getValue().equals(database))
			.map(Map.Entry::getKey)
			.toList();
	}

	@Test
	@Order(2)
	void whatChangedBeforeIsSeen() {
		awaitInstallation("shipper");
		client.network().v1().networkPolicies().inNamespace(NAMESPACE).withName("shipper").edit((policy) -> {
			policy.getSpec().setPolicyTypes(List.of("Ingress", "Egress"));
			policy.getSpec().setEgress(List.of(new NetworkPolicyEgressRule()));
			return policy;
		});
		client.autoscaling()
			.v2()
			.horizontalPodAutoscalers()
			.inNamespace(NAMESPACE)
			.withName("shipper")
			.edit((scaler) -> scaler.edit().editSpec().withMaxReplicas(1).endSpec().build());
		client.resourceQuotas()
			.inNamespace(NAMESPACE)
			.withName("accelerators")
			.edit((quota) -> quota.edit()
				.editSpec()
				.addToHard("requests.example.com/gpu", new Quantity("1"))
				.endSpec()
				.build());
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
		String pod = crashed(Map.of("app", "shipper"), 1).getFirst().getMetadata().getName();
		PodAlert.post(this.heal, List.of(new PodAlert(NAMESPACE, pod)));
		JsonNode analysis = await(pod, "/analysis/container", "app").path("analysis");
		JsonNode changes = analysis.path("changes");
		assertThat(changes.valueStream().map((change) -> change.path("object").asString())).as("%s", changes)
			.contains("ConfigMap/shipper-settings", "Deployment/shipper", "NetworkPolicy/shipper",
					"HorizontalPodAutoscaler/shipper", "ResourceQuota/accelerators")
			.doesNotContain("NetworkPolicy/packer");
		assertThat(changes.path(0).path("object").asString()).as("%s", changes).isEqualTo("ConfigMap/shipper-settings");
		assertThat(changes.path(0).path("what").asString()).contains("CARRIER_URL");
		assertThat(changes.path(0).path("by").asString()).isNotEmpty();
		assertThat(changes.valueStream().filter((change) -> change.path("named").asBoolean()))
			.allSatisfy((change) -> assertThat(change.path("object").asString()).isIn("ConfigMap/shipper-settings",
					"Deployment/shipper"));
	}

	@Test
	@Order(3)
	void whatChangedBeforeAWorkloadLackedPodsIsSeen() {
		awaitInstallation("packer");
		client.configMaps()
			.inNamespace(NAMESPACE)
			.withName("packer-settings")
			.edit((settings) -> settings.edit().addToData("BOXES", "13").build());
		client.resourceQuotas()
			.inNamespace(NAMESPACE)
			.resource(new ResourceQuotaBuilder().withNewMetadata()
				.withName("processors")
				.endMetadata()
				.withNewSpec()
				.addToHard("limits.cpu", new Quantity("1"))
				.endSpec()
				.build())
			.create();
		client.apps().deployments().inNamespace(NAMESPACE).withName("packer").scale(3);
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> client.v1().events().inNamespace(NAMESPACE).list().getItems().stream(),
					(events) -> events.anyMatch((event) -> event.getReason().equals("FailedCreate")));
		WorkloadAlert.post(this.heal, List.of(new WorkloadAlert(NAMESPACE, "deployment/packer")));
		JsonNode incident = await("deployment/packer", "/state", "reported");
		JsonNode changes = incident.at("/analysis/changes");
		assertThat(changes.path(0).path("object").asString()).as("%s", incident.path("analysis"))
			.isEqualTo("ResourceQuota/processors");
		assertThat(changes.path(0).path("named").asBoolean()).isTrue();
		assertThat(changes.valueStream()).as("%s", changes)
			.anySatisfy((change) -> assertThat(change.path("object").asString()).isEqualTo("ConfigMap/packer-settings"))
			.filteredOn((change) -> change.path("object").asString().startsWith("ConfigMap"))
			.allSatisfy((change) -> assertThat(change.path("by").asString()).isNotEmpty());
	}

	private static void awaitInstallation(String deployment) {
		Instant created = Instant.parse(deployment(deployment).getMetadata().getCreationTimestamp());
		Awaitility.await()
			.atMost(INSTALLATION.plusSeconds(30))
			.until(() -> Instant.now().isAfter(created.plus(INSTALLATION)));
	}

	private static HasMetadata deployment(String name) {
		return client.apps().deployments().inNamespace(NAMESPACE).withName(name).get();
	}

	private JsonNode await(String pod, String place, String value) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.ignoreExceptionsInstanceOf(HttpClientErrorException.NotFound.class)
			.until(() -> this.heal.get().uri("/alerts/a7/" + NAMESPACE + "/" + pod).retrieve().body(JsonNode.class),
					(now) -> now != null && now.at(place).asString("").equals(value));
	}

	/**
	 * Waits until all pods of a role have crashed.
	 * @param role the role
	 * @param label a label of theirs
	 * @param number how many they are
	 * @return the value of the label by the name of the pod
	 */
	private static Map<String, String> crashed(String role, String label, int number) {
		return crashed(Map.of("role", role), number).stream()
			.collect(Collectors.toMap((pod) -> pod.getMetadata().getName(),
					(pod) -> pod.getMetadata().getLabels().get(label)));
	}

	private static List<Pod> crashed(Map<String, String> labels, int number) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> client.pods()
				.inNamespace(NAMESPACE)
				.withLabels(labels)
				.list()
				.getItems()
				.stream()
				.filter((pod) -> pod.getStatus()
					.getContainerStatuses()
					.stream()
					.anyMatch((status) -> status.getRestartCount() > 0))
				.toList(), (pods) -> pods.size() == number);
	}

}
