package dev.heal.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
 * Tests of the answers of a running Heal to pods that the scheduler, the kubelet, the
 * runtime or a neighbour in the pod keeps from working: one of each kind, made to fail in
 * a real cluster. The annotations of each pod say what the answer has to be.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.remediation.enabled=false" })
class FaultKindsClusterIT {

	private static final String NAMESPACE = "kinds-it-" + Long.toString(System.currentTimeMillis(), 36);

	private static KubernetesClient client;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	static Stream<Pod> pods() throws IOException {
		return objects().stream().filter(Pod.class::isInstance).map(Pod.class::cast);
	}

	private static List<HasMetadata> objects() throws IOException {
		try (InputStream objects = FaultKindsClusterIT.class.getResourceAsStream("/cluster/fault-kinds.yaml")) {
			return new KubernetesSerialization().unmarshal(Objects.requireNonNull(objects));
		}
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
	}

	@BeforeAll
	static void fail(@Autowired KubernetesClient healsOwn) throws IOException {
		client = healsOwn;
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
		objects().forEach((object) -> client.resource(object).inNamespace(NAMESPACE).create());
	}

	@AfterAll
	static void tidy() {
		client.namespaces().withName(NAMESPACE).delete();
	}

	@ParameterizedTest
	@MethodSource("pods")
	void answerIsThatOfTheAnnotations(Pod pod) {
		String name = pod.getMetadata().getName();
		Map<String, String> wanted = pod.getMetadata().getAnnotations();
		Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.until(() -> client.pods().inNamespace(NAMESPACE).withName(name).get().getStatus(),
					FaultKindsClusterIT::shows);
		JsonNode analysis = answer(name);
		assertThat(analysis.path("cause").asString()).as("%s", analysis).isEqualTo(wanted.get("cause"));
		assertThat(analysis.path("summary").asString() + "\n" + analysis.at("/remedy/target").asString(""))
			.contains(wanted.get("names").split("\\|"));
	}

	private static boolean shows(PodStatus status) {
		boolean refused = "Failed".equals(status.getPhase()) || status.getConditions()
			.stream()
			.anyMatch((condition) -> "Unschedulable".equals(condition.getReason()));
		return refused || status.getContainerStatuses()
			.stream()
			.anyMatch((container) -> (container.getRestartCount() > 0 && container.getState().getTerminated() == null)
					|| (container.getState().getWaiting() != null && container.getState()
						.getWaiting()
						.getReason()
						.matches("ImagePullBackOff|Create\\w+Error")));
	}

	private JsonNode answer(String pod) {
		RestClient heal = RestClient.create("http://localhost:" + this.port);
		PodAlert.post(heal, List.of(new PodAlert(NAMESPACE, pod)));
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> heal.get().uri("/alerts/a7/{n}/{p}", NAMESPACE, pod).retrieve().body(JsonNode.class),
					(now) -> now != null && now.path("state").asString().equals("reported"))
			.path("analysis");
	}

}
