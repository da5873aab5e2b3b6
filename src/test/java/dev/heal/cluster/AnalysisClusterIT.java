package dev.heal.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.analysis.LabelledCase;
import dev.heal.evidence.EvidenceFile.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the answers of a running Heal to alerts of pods that really fail: each in a
 * way of its own, or with a recorded log, which a real kubelet then makes the status, the
 * events and the previous log around.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.remediation.enabled=false" })
class AnalysisClusterIT {

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static final String NAMESPACE = "analysis-it-" + Long.toString(System.currentTimeMillis(), 36);

	private static final Path CASES = Path.of("src/test/resources/dev/heal/analysis");

	private static final Set<String> REPLAYED = Set.of("cpp-04-quota-assert", "erlang-01-supervisor-shutdown",
			"go-01-nil-deref", "go-08-db-refused-fatal", "java-02-nested-causes", "java-22-jul-dns",
			"java-29-env-number", "kotlin-01-lateinit", "nginx-01-bad-directive", "node-01-cart-undefined",
			"node-05-catalog-esm-missing", "node-25-disk-full", "perl-01-undef-method", "postgres-03-bad-conf",
			"python-01-invoice-worker", "python-12-audit-permission", "redis-05-oomkilled", "ruby-06-stack-level",
			"rust-02-token-issuer", "spring-14-runner-ecs-json");

	private static final Set<String> BEFORE_ANY_START = Set.of("ContainerCreating", "PodInitializing");

	private static KubernetesClient client;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	private RestClient heal;

	static Stream<LabelledCase> failingPods() {
		return LabelledCase.in(CASES.resolve("pods")).stream().filter((pod) -> pod.name().startsWith("shop-"));
	}

	static Stream<LabelledCase> replayedLogs() {
		return LabelledCase.in(CASES.resolve("corpus")).stream().filter((log) -> REPLAYED.contains(log.name()));
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
	}

	@BeforeAll
	static void fail(@Autowired KubernetesClient healsOwn) throws IOException {
		client = healsOwn;
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
		try (InputStream pods = AnalysisClusterIT.class.getResourceAsStream("/cluster/failing-pods.yaml")) {
			client.load(pods).inNamespace(NAMESPACE).create();
		}
		replayedLogs().forEach(AnalysisClusterIT::replay);
	}

	@BeforeEach
	void connect() {
		this.heal = RestClient.create("http://localhost:" + this.port);
	}

	@AfterAll
	static void tidy() {
		client.namespaces().withName(NAMESPACE).delete();
	}

	@ParameterizedTest
	@MethodSource("failingPods")
	void failingPodGetsTheRightAnswer(LabelledCase failing) throws IOException {
		JsonNode container = failing.label().path("container");
		String pod = failed(failing.name().substring("shop-".length()));
		Analysis analysis = answer(pod);
		SoftAssertions.assertSoftly((softly) -> {
			softly.assertThat(failing.isAcceptableCause(analysis)).as(() -> "cause of " + analysis).isTrue();
			softly.assertThat(failing.isException(analysis)).as(() -> "exception of " + analysis).isTrue();
			softly.assertThat(analysis.container())
				.isEqualTo(container.isString() ? container.asString() : analysis.container());
		});
	}

	@ParameterizedTest
	@MethodSource("replayedLogs")
	void replayedLogGetsTheRightAnswer(LabelledCase recorded) throws IOException {
		Analysis analysis = answer(failed(recorded.name()));
		SoftAssertions.assertSoftly((softly) -> {
			softly.assertThat(recorded.isAcceptableCause(analysis)).as(() -> "cause of " + analysis).isTrue();
			softly.assertThat(recorded.isException(analysis)).as(() -> "exception of " + analysis).isTrue();
			softly.assertThat(recorded.isExcerpt(analysis)).as(() -> "excerpt of " + analysis).isTrue();
			softly.assertThat(recorded.isLocation(analysis)).as(() -> "location of " + analysis).isTrue();
			softly.assertThat(recorded.isNoHerring(analysis)).as(() -> "error line of " + analysis).isTrue();
			softly.assertThat(analysis.container()).isEqualTo("crash");
		});
	}

	@Test
	void brokenRolloutIsTracedToWhatChanged() throws IOException {
		RollableScalableResource<Deployment> deployment = client.apps()
			.deployments()
			.inNamespace(NAMESPACE)
			.resource(new DeploymentBuilder().withNewMetadata()
				.withName("rollout")
				.endMetadata()
				.withNewSpec()
				.withMinReadySeconds(5)
				.withNewSelector()
				.addToMatchLabels("app", "rollout")
				.endSelector()
				.withNewTemplate()
				.withNewMetadata()
				.addToLabels("app", "rollout")
				.endMetadata()
				.withNewSpec()
				.addNewContainer()
				.withName("web")
				.withImage(IMAGE)
				.endContainer()
				.endSpec()
				.endTemplate()
				.endSpec()
				.build());
		deployment.create();
		deployment.waitUntilReady(2, TimeUnit.MINUTES);
		deployment.edit((healthy) -> new DeploymentBuilder(healthy).editSpec()
			.editTemplate()
			.editSpec()
			.editFirstContainer()
			.withArgs("exit", "1")
			.endContainer()
			.endSpec()
			.endTemplate()
			.endSpec()
			.build());
		Analysis analysis = answer(failed("rollout"));
		assertThat(analysis.cause()).as("%s", analysis).isEqualTo(Cause.CONFIG);
		assertThat(analysis.claims()).extracting(Analysis.Claim::text)
			.contains("only revision 2 of deployment rollout fails; revision 1 has 1 ready",
					"changed since then: containers[web].args[1]: added, 1");
		assertThat(analysis.remedy().text()).contains("kubectl rollout undo deployment/rollout -n " + NAMESPACE);
	}

	private static void replay(LabelledCase recorded) {
		client
			.resource(new ConfigMapBuilder().withNewMetadata()
				.withName(recorded.name())
				.withNamespace(NAMESPACE)
				.endMetadata()
				.addToBinaryData("log", Base64.getEncoder().encodeToString(log(recorded)))
				.build())
			.create();
		client
			.resource(new PodBuilder().withNewMetadata()
				.withName(recorded.name())
				.withNamespace(NAMESPACE)
				.endMetadata()
				.withNewSpec()
				.addNewVolume()
				.withName("recorded")
				.withNewConfigMap()
				.withName(recorded.name())
				.endConfigMap()
				.endVolume()
				.addNewContainer()
				.withName("crash")
				.withImage(IMAGE)
				.withArgs(command(recorded))
				.withNewResources()
				.addToLimits("memory", new Quantity("64Mi"))
				.endResources()
				.addNewVolumeMount()
				.withName("recorded")
				.withMountPath("/recorded")
				.endVolumeMount()
				.endContainer()
				.addNewContainer()
				.withName("bystander")
				.withImage(IMAGE)
				.endContainer()
				.endSpec()
				.build())
			.create();
	}

	private static byte[] log(LabelledCase recorded) {
		try (InputStream log = recorded.evidence().open(Kind.CURRENT_LOG).orElseThrow()) {
			return log.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the log of " + recorded.name(), ex);
		}
	}

	private static List<String> command(LabelledCase recorded) {
		int code = recorded.label().path("exitCode").asInt();
		return (code == 137) ? List.of("say", "/recorded/log", "oom")
				: List.of("say", "/recorded/log", "exit", Integer.toString(code));
	}

	private static String failed(String name) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> client.pods()
				.inNamespace(NAMESPACE)
				.list()
				.getItems()
				.stream()
				.filter((pod) -> pod.getMetadata().getName().startsWith(name)
						&& pod.getMetadata().getDeletionTimestamp() == null)
				.filter(AnalysisClusterIT::isOver)
				.map((pod) -> pod.getMetadata().getName())
				.findFirst()
				.orElse(""), (pod) -> !pod.isEmpty());
	}

	private static boolean isOver(Pod pod) {
		PodStatus status = pod.getStatus();
		return status.getPhase().equals("Succeeded")
				|| Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
					.anyMatch(AnalysisClusterIT::isStuck)
				|| status.getConditions().stream().anyMatch(AnalysisClusterIT::isTooBig);
	}

	private static boolean isTooBig(PodCondition condition) {
		return "Unschedulable".equals(condition.getReason()) && condition.getMessage().contains("Insufficient memory");
	}

	private static boolean isStuck(ContainerStatus status) {
		return status.getRestartCount() > 0 || (status.getState().getWaiting() != null
				&& !BEFORE_ANY_START.contains(status.getState().getWaiting().getReason()));
	}

	private Analysis answer(String pod) throws IOException {
		PodAlert.post(this.heal, List.of(new PodAlert(NAMESPACE, pod)));
		JsonNode incident = Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.heal.get().uri("/alerts/a7/{n}/{p}", NAMESPACE, pod).retrieve().body(JsonNode.class),
					(now) -> now != null && now.path("state").asString().equals("reported"));
		assertThat(Files.readString(Path.of(incident.path("report").asString()))).startsWith("# Pod Failure: " + pod);
		return JsonMapper.shared().treeToValue(incident.path("analysis"), Analysis.class);
	}

}
