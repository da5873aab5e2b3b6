package dev.heal.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.process.HealProcess;
import dev.heal.process.HealProcess.CommandResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of remediations to their end: two Heals that are killed again and again, pods
 * that really crash, a real API server, and a controller that plays the agents. It needs
 * the built jar.
 */
@Tag("cluster")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "spring.main.lazy-initialization=true")
class RemediationClusterIT {

	private static final int KILLS = Integer.getInteger("heal.test.kills", 50);

	// milliseconds; a busy machine needs more
	private static final int LONGER = Integer.getInteger("heal.test.longer", 400);

	private static final int PORT = Integer.getInteger("heal.test.port", 24010);

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static KubernetesClient client;

	private static CodeRunDefinition definition;

	private static Path jar;

	private final AtomicBoolean alerting = new AtomicBoolean(true);

	@TempDir
	Path folder;

	private String namespace;

	private HealProcess one;

	private HealProcess other;

	private AgentController agents;

	@BeforeAll
	static void prepare(@Autowired KubernetesClient healsOwn, @TempDir Path extracted) {
		client = healsOwn;
		definition = new CodeRunDefinition(client);
		jar = HealProcess.extract(extracted);
	}

	@AfterAll
	static void tidy() {
		definition.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "new", "old" })
	void failureHasOneAgentToItsEnd(String revision) throws Exception {
		definition.install(revision);
		this.namespace = "remedy-" + revision + "-" + Long.toString(System.currentTimeMillis(), 36);
		client.resource(new NamespaceBuilder().withNewMetadata().withName(this.namespace).endMetadata().build())
			.create();
		Path output = Files.createDirectories(Path.of("target", "cluster")).resolve(this.namespace + ".log");
		try (AgentController controller = new AgentController(client, this.namespace);
				HealProcess first = HealProcess.start(jar, PORT, properties(), output);
				HealProcess second = HealProcess.start(jar, PORT + 10, properties(), output);
				ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
				AutoCloseable _ = () -> this.alerting.set(false)) {
			this.agents = controller;
			this.one = first;
			this.other = second;
			executor.submit(this::keepAlerting);
			killedHealsStartOneAgent(executor);
			repairedWorkloadResolves();
			workloadThatStaysBrokenEscalates();
			commandLineMeetsTheService();
		}
		finally {
			client.namespaces().withName(this.namespace).delete();
		}
	}

	private void killedHealsStartOneAgent(ExecutorService executor) throws Exception {
		deploy("crowd", 10, "panic");
		List<Callable<Void>> killers = List.of(() -> kill(this.one, KILLS - KILLS / 2),
				() -> kill(this.other, KILLS / 2));
		for (Future<Void> killer : executor.invokeAll(killers)) {
			killer.get();
		}
		List<String> pods = await(() -> failing("crowd"), (failing) -> failing.size() == 10);
		String remediation = incident(pods.getFirst(), "remediating").path("remediation").asString();
		for (String pod : pods) {
			assertThat(incident(pod, "remediating").path("remediation").asString()).isEqualTo(remediation);
		}
		assertThat(this.agents.seen("crowd")).hasSize(1);
		assertThat(spec(remediation).containsKey("runType")).isEqualTo(definition.knows("runType"));
	}

	private void repairedWorkloadResolves() throws Exception {
		String pod = failing("crowd").getFirst();
		String remediation = incident(pod, "remediating").path("remediation").asString();
		String pullRequest = "https://git.example.com/shop/platform/pull/1";
		JsonNode status = JsonMapper.shared().valueToTree(this.agents.set(remediation, "Running", pullRequest));
		Awaitility.await()
			.atMost(Duration.ofSeconds(1))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> shown(remediation, status));
		this.agents.set(remediation, "Succeeded", pullRequest);
		incident(pod, "verifying");
		deploy("crowd", 10, "pause");
		JsonNode resolved = incident(pod, "resolved");
		assertThat(resolved.path("reason").asString()).contains("Deployment crowd has been healthy for 5 s",
				"restarts: ", "pull request " + pullRequest);
		assertThat(Files.readString(Path.of(resolved.path("report").asString()))).contains("Resolved: ",
				"has been healthy for 5 s");
		assertThat(this.agents.seen("crowd")).hasSize(1);
		await(() -> reasons(pod), (reasons) -> reasons.contains("HealReportReady"));
		await(() -> reasons("crowd"),
				(reasons) -> reasons.containsAll(List.of("HealReportReady", "HealRemediationStarted", "HealResolved")));
	}

	private void workloadThatStaysBrokenEscalates() {
		deploy("stuck", 2, "nil");
		List<String> pods = await(() -> failing("stuck"), (failing) -> failing.size() == 2);
		JsonNode incident = incident(pods.getFirst(), "remediating");
		String failure = incident.path("failure").asString();
		this.agents.set(incident.path("remediation").asString(), "Failed", "");
		String second = attempt(failure, 2);
		assertThat(spec(second).get("promptModification").toString()).contains("ended Failed",
				"no new revision was deployed");
		this.agents.set(second, "Succeeded", "https://git.example.com/shop/platform/pull/2");
		client.apps().deployments().inNamespace(this.namespace).withName("stuck").rolling().restart();
		String third = attempt(failure, 3);
		assertThat(spec(third).get("promptModification").toString()).contains("pull/2", "was deployed, and fails");
		this.agents.set(third, "Failed", "");
		await(() -> get("/alerts/a7?state=escalated").path("items"), (items) -> items.valueStream()
			.anyMatch((escalated) -> escalated.path("reason").asString().contains("the attempts are spent")));
		assertThat(this.agents.seen("stuck")).hasSize(3);
	}

	private void commandLineMeetsTheService() throws Exception {
		this.alerting.set(false);
		deploy("shell", 2, "exit", "3", "config: DATABASE_URL is not set");
		List<String> pods = await(() -> failing("shell"), (failing) -> failing.size() == 2);
		CommandResult responded = command("respond", "--pod-name", pods.getFirst(), "--namespace", this.namespace);
		assertThat(responded.code()).as(responded.err()).isZero();
		post(this.one, pods);
		JsonNode incident = incident(pods.getLast(), "remediating");
		String remediation = incident.path("remediation").asString();
		assertThat(responded.out()).contains(remediation);
		CommandResult spawned = command("spawn-remediation", "--alert", "a7", "--task-id", "42", "--issue-file",
				incident.path("report").asString(), "--namespace", this.namespace);
		assertThat(spawned.code()).as(spawned.err()).isZero();
		assertThat(spawned.out().strip()).isEqualTo(remediation);
		assertThat(this.agents.seen("shell")).hasSize(1);
		CommandResult missing = command("spawn-remediation", "--alert", "a7", "--task-id", "42", "--issue-file",
				"/nowhere.md");
		assertThat(missing.code()).isOne();
		assertThat(missing.err().lines()).singleElement().asString().startsWith("heal: ");
		assertThat(command("spawn-remediation", "--alert", "a7").code()).isEqualTo(2);
	}

	private Map<String, String> properties() {
		Map<String, String> properties = new HashMap<>();
		properties.put("heal.workspace.root", this.folder.resolve("workspace").toString());
		properties.put("heal.remediation.namespace", this.namespace);
		properties.put("heal.remediation.repository-url", "https://git.example.com/shop/platform");
		properties.put("heal.remediation.model", "claude-opus");
		properties.put("heal.remediation.max-active", "10");
		properties.put("heal.remediation.max-per-hour", "100");
		properties.put("heal.remediation.cool-down", "5s");
		properties.put("heal.remediation.healthy-for", "5s");
		properties.put("heal.remediation.poll-interval", "1s");
		properties.put("heal.incident.retry-delay", "500ms");
		return properties;
	}

	private void deploy(String name, int replicas, String... arguments) {
		Map<String, String> labels = Map.of("app", name);
		client
			.resource(new DeploymentBuilder().withNewMetadata()
				.withName(name)
				.withNamespace(this.namespace)
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
				.withTerminationGracePeriodSeconds(1L)
				.addNewContainer()
				.withName("crash")
				.withImage(IMAGE)
				.withArgs(arguments)
				.endContainer()
				.endSpec()
				.endTemplate()
				.endSpec()
				.build())
			.createOr((present) -> present.update());
	}

	private List<String> failing(String app) {
		return client.pods()
			.inNamespace(this.namespace)
			.withLabel("app", app)
			.list()
			.getItems()
			.stream()
			.filter(RemediationClusterIT::fails)
			.map((pod) -> pod.getMetadata().getName())
			.toList();
	}

	private static boolean fails(Pod pod) {
		return pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus()
			.getContainerStatuses()
			.stream()
			.anyMatch((status) -> status.getRestartCount() > 0 && !Boolean.TRUE.equals(status.getReady()));
	}

	private Void kill(HealProcess heal, int times) throws InterruptedException {
		Random random = new Random(times);
		for (int i = 0; i < times; i++) {
			await(heal::isReady, (ready) -> ready);
			// ever longer lives, so that each step is once the last one
			Thread.sleep(random.nextInt(LONGER * (i + 1)));
			heal.kill();
			heal.restart();
		}
		await(heal::isReady, (ready) -> ready);
		return null;
	}

	private void keepAlerting() {
		while (this.alerting.get()) {
			List<String> pods = List.of("crowd", "stuck").stream().flatMap((app) -> failing(app).stream()).toList();
			for (HealProcess heal : List.of(this.one, this.other)) {
				try {
					post(heal, pods);
				}
				catch (RestClientException ex) {
					// it was just killed; Alertmanager tries again too
				}
			}
		}
	}

	private void post(HealProcess heal, List<String> pods) {
		if (!pods.isEmpty()) {
			PodAlert.post(RestClient.create(heal.url()),
					pods.stream().map((pod) -> new PodAlert(this.namespace, pod)).toList());
		}
	}

	private JsonNode incident(String pod, String state) {
		return await(() -> get("/alerts/a7/" + this.namespace + "/" + pod),
				(incident) -> incident.path("state").asString().equals(state));
	}

	private String attempt(String failure, int number) {
		return await(() -> get("/remediations").path("items")
			.valueStream()
			.filter((run) -> run.path("failure").asString().equals(failure) && run.path("attempt").asInt() == number)
			.map((run) -> run.path("name").asString())
			.findFirst()
			.orElse(""), (name) -> !name.isEmpty());
	}

	private boolean shown(String remediation, JsonNode status) {
		JsonNode shown = get("/remediations/" + remediation).path("status");
		return status.propertyStream().allMatch((entry) -> entry.getValue().equals(shown.path(entry.getKey())));
	}

	private Map<String, Object> spec(String remediation) {
		GenericKubernetesResource run = this.agents.run(remediation);
		return run.get("spec");
	}

	private List<String> reasons(String object) {
		return client.v1()
			.events()
			.inNamespace(this.namespace)
			.withField("involvedObject.name", object)
			.list()
			.getItems()
			.stream()
			.map((event) -> event.getReason())
			.toList();
	}

	private JsonNode get(String path) {
		return RestClient.create(this.one.url()).get().uri(path).retrieve().body(JsonNode.class);
	}

	private CommandResult command(String... arguments) throws Exception {
		String settings = JsonMapper.shared().writeValueAsString(properties());
		return this.one.run(Map.of("SPRING_APPLICATION_JSON", settings), arguments);
	}

	private static <T> T await(Callable<T> value, Predicate<T> condition) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(200))
			.ignoreExceptionsInstanceOf(RestClientException.class)
			.until(value, condition);
	}

}
