package dev.heal.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Recording;
import dev.heal.live.LiveDiagnosis;
import dev.heal.live.Target;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the answers to alerts of workloads that have no pods, too few, or pods whose
 * failure has its reason around them: one of each kind, made to fail by the controllers
 * of a real cluster. The cases are in a table beside the manifests.
 */
@Tag("cluster")
@Tag("long")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.remediation.enabled=false" })
class WorkloadFaultsClusterIT {

	private static final String RUN = "workloads-it-" + Long.toString(System.currentTimeMillis(), 36);

	private static final Path FOLDER = Path.of("src/test/resources/cluster/workloads");

	private static final List<String> LISTS = List.of("/api/v1/namespaces/%s/pods", "/api/v1/namespaces/%s/events",
			"/api/v1/namespaces/%s/services", "/api/v1/namespaces/%s/persistentvolumeclaims",
			"/api/v1/namespaces/%s/resourcequotas", "/api/v1/namespaces/%s/limitranges",
			"/api/v1/namespaces/%s/serviceaccounts", "/api/v1/namespaces/%s/configmaps",
			"/api/v1/namespaces/%s/secrets", "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices",
			"/apis/apps/v1/namespaces/%s/replicasets", "/apis/apps/v1/namespaces/%s/deployments",
			"/apis/apps/v1/namespaces/%s/statefulsets", "/apis/apps/v1/namespaces/%s/daemonsets",
			"/apis/batch/v1/namespaces/%s/jobs", "/apis/batch/v1/namespaces/%s/cronjobs",
			"/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers",
			"/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies", "/api/v1/nodes", "/api/v1/persistentvolumes",
			"/apis/storage.k8s.io/v1/storageclasses");

	private static final List<HasMetadata> OF_CLUSTER = new ArrayList<>();

	private static KubernetesClient client;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	@Autowired
	private LiveDiagnosis diagnosis;

	private RestClient heal;

	static Stream<Case> cases() throws IOException {
		try (InputStream table = Files.newInputStream(FOLDER.resolve("cases.yaml"))) {
			JsonNode cases = JsonMapper.shared().valueToTree(new Yaml().load(table));
			return cases.valueStream().map(Case::of).toList().stream();
		}
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
	}

	@BeforeAll
	static void fail(@Autowired KubernetesClient healsOwn) throws IOException {
		client = healsOwn;
		Set<String> files = cases().map(Case::file).collect(Collectors.toSet());
		for (String file : files) {
			create(file, file);
		}
		mended("limits", "returns");
		mended("unmade", "billing");
	}

	private static void create(String file, String namespace) throws IOException {
		String text = Files.readString(FOLDER.resolve(file + ".yaml")).replace("@NAMESPACE@", namespace(namespace));
		List<HasMetadata> objects = client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
			.items();
		objects.forEach((object) -> {
			var created = client.resource(object);
			if (Objects.equals(object.getMetadata().getName(), namespace(namespace)) || isOfCluster(object)) {
				created.create();
				OF_CLUSTER.add(object);
			}
			else {
				client.resource(object).inNamespace(namespace(namespace)).create();
			}
		});
	}

	private static boolean isOfCluster(HasMetadata object) {
		return object.getKind().matches("Node|PersistentVolume|Validating.*");
	}

	// what was missing at first comes once its lack was noted
	private static void mended(String file, String workload) throws IOException {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> said(file, workload).anyMatch((words) -> words.contains("service account")));
		create(file + "-later", file);
	}

	private static String namespace(String file) {
		return RUN + "-" + file;
	}

	private static Stream<String> said(String file, String workload) {
		return client.v1()
			.events()
			.inNamespace(namespace(file))
			.list()
			.getItems()
			.stream()
			.filter((event) -> isOf(event, workload))
			.map((event) -> event.getReason() + ": " + event.getMessage());
	}

	private static boolean isOf(Event event, String workload) {
		String name = String.valueOf(event.getInvolvedObject().getName());
		return name.equals(workload) || name.startsWith(workload + "-");
	}

	@AfterAll
	static void tidy() {
		OF_CLUSTER.reversed().forEach((object) -> client.resource(object).delete());
	}

	@BeforeEach
	void connect() {
		this.heal = RestClient.create("http://localhost:" + this.port);
	}

	@ParameterizedTest
	@MethodSource("cases")
	@Order(1)
	void serviceNamesCauseAndFact(Case fault) {
		fault.await();
		WorkloadAlert.post(this.heal, List.of(new WorkloadAlert(namespace(fault.file()), fault.ask())));
		JsonNode incident = await(fault, "/alerts/a7/" + namespace(fault.file()) + "/" + fault.ask());
		fault.hold(incident.path("analysis").isObject() ? incident.path("analysis")
				: await(fault, "/alerts/a7/" + namespace(fault.file()) + "/" + pod(incident)).path("analysis"));
	}

	private static String pod(JsonNode incident) {
		String reason = incident.path("reason").asString("");
		return reason.replaceFirst(".*: ", "").replaceFirst(",.*", "");
	}

	private JsonNode await(Case fault, String path) {
		return Awaitility.await(fault.toString())
			.atMost(Duration.ofMinutes(1))
			.ignoreExceptionsInstanceOf(HttpClientErrorException.NotFound.class)
			.until(() -> this.heal.get().uri(path).retrieve().body(JsonNode.class),
					(now) -> now != null && now.path("state").asString("").equals("reported"));
	}

	@ParameterizedTest
	@MethodSource("cases")
	@Order(2)
	void recordedObjectsTellTheSame(Case fault) throws IOException {
		fault.await();
		ArrayNode objects = JsonMapper.shared().createArrayNode();
		LISTS.forEach((path) -> objects
			.add(JsonMapper.shared().readTree(client.raw(path.formatted(namespace(fault.file()))))));
		Path log = log(fault);
		fault.hold(JsonMapper.shared()
			.valueToTree(Analyzers.ofObjects()
				.analyze(new Recording(objects, MissingNode.getInstance(), namespace(fault.file()), fault.ask(), null,
						log, null))
				.analysis()));
	}

	@ParameterizedTest
	@MethodSource("diagnosed")
	@Order(3)
	void diagnosisNamesTheSame(Case fault) {
		fault.await();
		fault.hold(JsonMapper.shared()
			.valueToTree(this.diagnosis.of(namespace(fault.file()), Target.of(fault.ask())).getFirst().analysis()));
	}

	static Stream<Case> diagnosed() throws IOException {
		return cases().filter((fault) -> !fault.ask().matches("(?:horizontalpod|persistentvolume).*"));
	}

	private static Path log(Case fault) throws IOException {
		List<String> pods = client.pods()
			.inNamespace(namespace(fault.file()))
			.list()
			.getItems()
			.stream()
			.map((pod) -> pod.getMetadata().getName())
			.filter((name) -> name.startsWith(fault.name() + "-"))
			.toList();
		String text = (pods.isEmpty() || !fault.when().matches("BackOff|BackoffLimitExceeded")) ? null
				: client.pods().inNamespace(namespace(fault.file())).withName(pods.getFirst()).getLog();
		if (text == null) {
			return null;
		}
		return Files.write(workspace.resolve(fault.name() + ".log"), text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A row of the table.
	 *
	 * @param file where the workload is
	 * @param ask kind and name
	 * @param when what an event says once it has failed, empty when its object tells
	 * @param cause the class of cause
	 * @param names words of the answer
	 * @param never words of a wrong one
	 */
	record Case(String file, String ask, String when, String cause, List<String> names, List<String> never) {

		private static Case of(JsonNode row) {
			return new Case(row.path("in").asString(), row.path("ask").asString(), row.path("when").asString(""),
					row.path("cause").asString(), texts(row.path("names")), texts(row.path("never")));
		}

		private static List<String> texts(JsonNode list) {
			return list.valueStream().map(JsonNode::asString).toList();
		}

		String name() {
			return this.ask.substring(this.ask.indexOf('/') + 1);
		}

		void await() {
			Pattern words = Pattern.compile(this.when);
			Awaitility.await(toString())
				.atMost(Duration.ofMinutes(2))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> this.when.isEmpty()
						|| said(this.file, name()).anyMatch((text) -> words.matcher(text).find()));
		}

		void hold(JsonNode analysis) {
			String said = analysis.path("summary").asString("") + "\n" + analysis.at("/remedy/target").asString("");
			assertThat(analysis.path("cause").asString("")).as("%s", analysis).isEqualTo(this.cause);
			assertThat(said).as("%s", analysis).contains(this.names);
			if (!this.never.isEmpty()) {
				assertThat(said).as("%s", analysis).doesNotContainIgnoringCase(this.never.toArray(String[]::new));
			}
		}

		@Override
		public String toString() {
			return this.file + ": " + this.ask;
		}

	}

}
