package dev.heal.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import dev.heal.HealApplication;
import dev.heal.cli.CommandLineInterface;
import dev.heal.redaction.Redactor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the evidence of pods of every kind, by a real kubelet, with what kubectl
 * prints of them: from the service and from the command line, with and without redaction.
 */
@Tag("cluster")
class EvidenceClusterIT {

	private static final String NAMESPACE = "evidence-it-" + Long.toString(System.currentTimeMillis(), 36);

	private static final ReferenceKubectl kubectl = new ReferenceKubectl();

	@TempDir
	private static Path folder;

	private static KubernetesClient client;

	private static ConfigurableApplicationContext redacting;

	private static ConfigurableApplicationContext plain;

	@BeforeAll
	static void setUp() throws IOException {
		Assumptions.assumeTrue(kubectl.version().startsWith(ReferenceKubectl.VERSION),
				() -> "Not compared with kubectl: it is %s, not %s*; name another by heal.kubectl or HEAL_KUBECTL"
					.formatted(kubectl.version(), ReferenceKubectl.VERSION));
		redacting = service(true);
		plain = service(false);
		client = plain.getBean(KubernetesClient.class);
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
		for (String manifest : List.of("/cluster/failing-pods.yaml", "/cluster/pods.yaml")) {
			try (InputStream pods = EvidenceClusterIT.class.getResourceAsStream(manifest)) {
				client.load(pods).inNamespace(NAMESPACE).create();
			}
		}
		recreate(awaitRunning("db-0"));
		debug(awaitRunning("debugged"));
		Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> pods().stream().allMatch(EvidenceClusterIT::hasCome));
	}

	@AfterAll
	static void tidy() {
		if (client != null) {
			client.namespaces().withName(NAMESPACE).delete();
		}
		Stream.of(redacting, plain).filter(Objects::nonNull).forEach(ConfigurableApplicationContext::close);
	}

	@TestFactory
	Stream<DynamicTest> serviceWritesWhatKubectlPrints() {
		return compared("service", (pod) -> post(plain, pod));
	}

	@TestFactory
	Stream<DynamicTest> redactingServiceWritesWhatKubectlPrints() {
		return comparedWithoutSecrets("redacting service", (pod) -> post(redacting, pod));
	}

	@TestFactory
	Stream<DynamicTest> commandWritesWhatKubectlPrints() {
		return compared("command", (pod) -> run(pod, false));
	}

	@TestFactory
	Stream<DynamicTest> redactingCommandWritesWhatKubectlPrints() {
		return comparedWithoutSecrets("redacting command", (pod) -> run(pod, true));
	}

	private static Stream<DynamicTest> compared(String source, Source heal) {
		return pods().stream()
			.map((pod) -> DynamicTest.dynamicTest(source + ": " + name(pod),
					() -> compare(name(pod), (current) -> withoutAges(heal.fetch(current)),
							(current) -> withoutAges(kubectl.evidence(current)))));
	}

	private static Stream<DynamicTest> comparedWithoutSecrets(String source, Source heal) {
		return pods().stream()
			.map((pod) -> DynamicTest.dynamicTest(source + ": " + name(pod),
					() -> compare(name(pod), (current) -> withoutAges(withoutKeys(heal.fetch(current))),
							(current) -> withoutAges(withoutKeys(redacted(kubectl.evidence(current)))))));
	}

	/**
	 * Compares while nothing happens to the pod, which crashes again every few seconds.
	 */
	private static void compare(String pod, Source heal, Source reference) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).until(() -> {
			Pod current = pod(pod).get();
			Map<String, String> before = reference.fetch(current);
			Map<String, String> ours = heal.fetch(current);
			if (!reference.fetch(pod(pod).get()).equals(before)) {
				return false;
			}
			assertThat(ours).isEqualTo(before);
			return true;
		});
	}

	private static Map<String, String> post(ConfigurableApplicationContext service, Pod pod) throws IOException {
		String port = service.getEnvironment().getProperty("local.server.port");
		JsonNode manifest = RestClient.create("http://localhost:" + port)
			.post()
			.uri("/pods/{pod}/logs?namespace={namespace}", name(pod), NAMESPACE)
			.retrieve()
			.body(JsonNode.class);
		assertThat(manifest).isNotNull();
		Map<String, String> files = new TreeMap<>();
		for (JsonNode file : manifest.path("files")) {
			if (file.path("state").asString().equals("written")) {
				files.put(file.path("file").asString(), text(Path.of(file.path("path").asString())));
			}
		}
		return files;
	}

	private static Map<String, String> run(Pod pod, boolean redact) throws IOException {
		Path logs = Files.createTempDirectory(folder, "command").resolve("logs");
		System.setProperty("heal.redaction.enabled", String.valueOf(redact));
		int code = CommandLineInterface.run(HealApplication.class, new String[] { "fetch-logs", "--pod-name", name(pod),
				"--namespace", NAMESPACE, "--output-dir", logs.toString() });
		System.clearProperty("heal.redaction.enabled");
		assertThat(code).isZero();
		try (Stream<Path> files = Files.list(logs)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(name(pod)))
				.collect(Collectors.toMap((file) -> file.getFileName().toString().substring(name(pod).length() + 1),
						EvidenceClusterIT::text, (one, other) -> one, TreeMap::new));
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, String> redacted(Map<String, String> files) {
		Redactor redactor = Redactor.ephemeral();
		return replaced(files, (text) -> new String(redactor.redact(text.getBytes(StandardCharsets.ISO_8859_1)),
				StandardCharsets.ISO_8859_1));
	}

	private static Map<String, String> withoutKeys(Map<String, String> files) {
		return replaced(files, (text) -> text.replaceAll("(\\[REDACTED:[^:]+):[0-9a-f]{6}]", "$1]"));
	}

	private static Map<String, String> withoutAges(Map<String, String> files) {
		Map<String, String> result = new TreeMap<>(files);
		result.computeIfPresent("describe.txt", (_, text) -> text
			.replaceAll("(?m)^(  (?:Normal|Warning) .*?) +(\\d+[smhdy])+( \\(x\\d+ over .*?\\))? +", "$1 <age> ")
			.replaceAll("(?m)^(  (?:Normal|Warning)) +(\\S+) +", "$1 $2 ")
			.replaceAll("(?m)^  Type .*\n  ----.*$", "<head>"));
		return result;
	}

	private static Map<String, String> replaced(Map<String, String> files, UnaryOperator<String> change) {
		Map<String, String> result = new TreeMap<>(files);
		result.replaceAll((_, text) -> change.apply(text));
		return result;
	}

	private static ConfigurableApplicationContext service(boolean redact) {
		return new SpringApplicationBuilder(HealApplication.class).run("--server.port=0", "--management.server.port=0",
				"--heal.workspace.root=" + folder.resolve("redact-" + redact), "--heal.redaction.enabled=" + redact);
	}

	private static Pod awaitRunning(String name) {
		return pod(name).waitUntilCondition(EvidenceClusterIT::isRunning, 2, TimeUnit.MINUTES);
	}

	private static boolean isRunning(Pod pod) {
		return pod != null && pod.getStatus().getContainerStatuses().stream().anyMatch(ContainerStatus::getReady);
	}

	private static void recreate(Pod pod) {
		client.resource(pod).delete();
		pod(name(pod)).waitUntilCondition((next) -> isRunning(next) && !uid(next).equals(uid(pod)), 2,
				TimeUnit.MINUTES);
	}

	private static void debug(Pod pod) {
		pod(name(pod)).ephemeralContainers()
			.edit((current) -> new PodBuilder(current).editSpec()
				.addToEphemeralContainers(new EphemeralContainerBuilder().withName("debugger")
					.withImage("lab/busybox:1")
					.withCommand("/bin/sh", "-c", "echo looking around")
					.build())
				.endSpec()
				.build());
	}

	/**
	 * Tells whether a pod is where it keeps coming to: its containers have ended, wait,
	 * or run for good.
	 */
	private static boolean hasCome(Pod pod) {
		return switch (name(pod).replaceAll("-[a-z0-9]+-[a-z0-9]{5}$", "")) {
			case "orders", "cache", "unhealthy" -> statuses(pod).anyMatch((status) -> status.getRestartCount() > 0);
			case "crowd" -> statuses(pod).anyMatch((status) -> status.getRestartCount() > 0)
					&& states(pod).filter((state) -> state.getRunning() != null).count() == 3;
			case "init-fails" -> pod.getStatus().getInitContainerStatuses().getFirst().getRestartCount() > 0;
			case "debugged" -> states(pod).anyMatch((state) -> state.getTerminated() != null);
			case "careless", "talkative", "writer" -> states(pod).anyMatch((state) -> state.getTerminated() != null);
			default -> true;
		};
	}

	private static Stream<ContainerState> states(Pod pod) {
		return statuses(pod).map(ContainerStatus::getState);
	}

	private static Stream<ContainerStatus> statuses(Pod pod) {
		return Stream
			.of(pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses(),
					pod.getStatus().getEphemeralContainerStatuses())
			.flatMap(List::stream);
	}

	private static List<Pod> pods() {
		return client.pods().inNamespace(NAMESPACE).list().getItems();
	}

	private static PodResource pod(String name) {
		return client.pods().inNamespace(NAMESPACE).withName(name);
	}

	private static String name(Pod pod) {
		return pod.getMetadata().getName();
	}

	private static String uid(Pod pod) {
		return pod.getMetadata().getUid();
	}

	/**
	 * Fetches the four files of a pod.
	 */
	@FunctionalInterface
	private interface Source {

		Map<String, String> fetch(Pod pod) throws IOException;

	}

}
