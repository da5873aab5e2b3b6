package dev.heal.incident;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.HealApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the situations of {@code alert-situations.txt}, which says how they read,
 * through the HTTP server of the whole application.
 */
@SpringBootTest(classes = HealApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(AlertSituationTests.Cluster.class)
class AlertSituationTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Path TABLE = Path.of("src/test/resources/dev/heal/incident/alert-situations.txt");

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private SituationCluster cluster;

	@Autowired
	private KubernetesMockServer server;

	@Autowired
	private MovedClock clock;

	@TestFactory
	Stream<DynamicTest> situations() throws IOException {
		List<List<String>> situations = new ArrayList<>();
		for (String line : Files.readAllLines(TABLE)) {
			if (line.startsWith("#") || line.isBlank()) {
				continue;
			}
			if (!line.startsWith(" ")) {
				situations.add(new ArrayList<>());
			}
			situations.getLast().add(line.strip());
		}
		return situations.stream()
			.map((situation) -> DynamicTest.dynamicTest(situation.getFirst(),
					() -> play("s" + situations.indexOf(situation), situation.subList(1, situation.size()))));
	}

	private void play(String namespace, List<String> steps) throws Exception {
		for (String step : steps) {
			String[] words = step.split("\\s+");
			switch (words[0]) {
				case "pod" -> pod(namespace, words);
				case "event" -> this.cluster.event(namespace, words[1], words[2], step.split("\\s+", 4)[3]);
				case "object" -> object(namespace, step.substring("object".length()));
				case "replicaset" -> this.cluster.replicaSet(namespace, words[1], words[2]);
				case "api" -> this.cluster.goesAway(words[1].equals("away"));
				case "wait" -> pass(namespace, Duration.parse(words[1]));
				case "post" -> post(namespace, step.substring("post".length()));
				case "then" -> then(namespace, words, step);
				default -> throw new IllegalArgumentException(step);
			}
		}
	}

	// not in the middle of a step: its end would be a sign of life, at the later time
	private void pass(String namespace, Duration time) {
		AtomicReference<JsonNode> before = new AtomicReference<>();
		Awaitility.await().pollInterval(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30)).until(() -> {
			JsonNode now = JSON.readTree(
					this.client
						.send(HttpRequest
							.newBuilder(
									URI.create("http://localhost:" + this.port + "/alerts/a7?namespace=" + namespace))
							.build(), HttpResponse.BodyHandlers.ofString())
						.body());
			return now.equals(before.getAndSet(now));
		});
		this.clock.pass(time);
	}

	// pod NAME crashes|runs|goes [restarts=N] [container=C] [owner=KIND/NAME]
	private void pod(String namespace, String[] words) {
		String owner = option(words, "owner", "");
		switch (words[2]) {
			case "crashes" -> this.cluster.crash(namespace, words[1], option(words, "container", "app"),
					Integer.parseInt(option(words, "restarts", "3")), owner);
			case "runs" -> this.cluster.run(namespace, words[1], owner);
			default -> this.cluster.delete(namespace, words[1]);
		}
	}

	private void object(String namespace, String json) {
		try (NamespacedKubernetesClient kubernetes = this.server.createClient()) {
			kubernetes.resource(json).inNamespace(namespace).create();
		}
	}

	private static String option(String[] words, String name, String otherwise) {
		return Arrays.stream(words)
			.filter((word) -> word.startsWith(name + "="))
			.map((word) -> word.substring(name.length() + 1))
			.findFirst()
			.orElse(otherwise);
	}

	// post [PATH] [HEADER:VALUE ...] ALERT | ALERT => STATUS or OUTCOME, OUTCOME ... [~
	// text]
	private void post(String namespace, String step) throws Exception {
		String[] sides = step.split("=>");
		String[] expected = sides[1].split("~");
		List<String> words = new ArrayList<>(List.of(sides[0].strip().split("\\s+")));
		String path = words.getFirst().startsWith("/") ? words.removeFirst() : "/alerts/a7";
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		if (words.stream().noneMatch((word) -> word.startsWith("Content-Type:"))) {
			request.header("Content-Type", "application/json");
		}
		while (words.getFirst().matches("[A-Z][A-Za-z-]+:.*")) {
			String[] header = words.removeFirst().split(":", 2);
			if (!header[1].isEmpty()) {
				request.header(header[0], header[1]);
			}
		}
		String alerts = String.join(" ", words);
		String body = alerts.startsWith("{") ? alerts.replace("$NS", namespace) : webhook(namespace, alerts);
		HttpResponse<String> response = this.client.send(
				request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
		String status = expected[0].strip();
		if (status.matches("\\d{3}")) {
			assertThat(response.statusCode()).as(response.body()).hasToString(status);
		}
		else {
			assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
			assertThat(JSON.readTree(response.body())
				.path("alerts")
				.valueStream()
				.map((alert) -> alert.path("outcome").asString(""))).as(response.body())
				.containsExactly(status.split(",\\s*"));
		}
		if (expected.length > 1) {
			assertThat(response.body()).contains(expected[1].strip().replace("$NS", namespace));
		}
	}

	// firing|resolved FINGERPRINT LABEL=VALUE ... @FIELD=JSON
	static String webhook(String namespace, String alerts) {
		ObjectNode webhook = JSON.createObjectNode().put("receiver", "heal").put("status", "firing");
		webhook.put("version", "4").put("groupKey", "{}:{}").put("truncatedAlerts", 0).put("externalURL", "http://am");
		webhook.withObject("/groupLabels");
		webhook.withObject("/commonLabels");
		webhook.withObject("/commonAnnotations");
		for (String text : alerts.split("\\|")) {
			String[] words = text.strip().split("\\s+");
			ObjectNode alert = webhook.withArray("alerts").addObject().put("status", words[0]);
			alert.put("fingerprint", words[1]).put("startsAt", "2026-01-05T10:00:00Z");
			alert.put("endsAt",
					words[0].equalsIgnoreCase("resolved") ? "2026-01-05T11:00:00Z" : "0001-01-01T00:00:00Z");
			ObjectNode labels = alert.withObject("/labels")
				.put("alertname", "A7PodFailure")
				.put("namespace", namespace)
				.put("cluster", "prod");
			alert.withObject("/annotations");
			Arrays.stream(words).skip(2).forEach((word) -> set(alert, labels, word.replace("$NS", namespace)));
		}
		return webhook.toString();
	}

	private static void set(ObjectNode alert, ObjectNode labels, String word) {
		String[] pair = word.split("=", 2);
		if (pair[0].startsWith("@")) {
			alert.set(pair[0].substring(1), JSON.readTree(pair[1]));
		}
		else if (pair[1].equals("-")) {
			labels.remove(pair[0]);
		}
		else {
			labels.put(pair[0], pair[1].replaceFirst("^POD(\\d+)$", "p".repeat(100) + "-" + "q".repeat(150) + "$1"));
		}
	}

	// then POD|KIND/NAME is STATE|none [because TEXT] / then POD says TEXT / then N runs
	private void then(String namespace, String[] words, String step) throws Exception {
		if (words[2].equals("runs")) {
			assertThat(runs(namespace)).hasSize(Integer.parseInt(words[1]));
		}
		else if (words[2].equals("says")) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(report(namespace, words[1]))
					.contains(step.substring(step.indexOf(" says ") + 6)));
		}
		else {
			Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
				JsonNode incident = incident(namespace, words[1]);
				assertThat(incident.path("state").asString("none")).as("%s", incident)
					.isIn((Object[]) words[3].split("/"));
				if (words.length > 4) {
					assertThat(incident.toString()).contains(step.substring(step.indexOf(" because ") + 9));
				}
			});
		}
	}

	private JsonNode incident(String namespace, String subject) throws Exception {
		return JSON.readTree(get(namespace, subject, "application/json"));
	}

	private String report(String namespace, String subject) throws Exception {
		return get(namespace, subject, "text/markdown");
	}

	private String get(String namespace, String subject, String accept) throws Exception {
		URI uri = URI.create("http://localhost:%d/alerts/a7/%s/%s".formatted(this.port, namespace, subject));
		return this.client
			.send(HttpRequest.newBuilder(uri).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private List<String> runs(String namespace) {
		try (NamespacedKubernetesClient kubernetes = this.server.createClient()) {
			return kubernetes.genericKubernetesResources("agents.platform/v1", "CodeRun")
				.inAnyNamespace()
				.list()
				.getItems()
				.stream()
				.filter((run) -> run.getMetadata().getAnnotations().containsValue(namespace))
				.map((run) -> run.getMetadata().getName())
				.toList();
		}
	}

	/**
	 * A clock that goes on from a fixed time, and that a test moves.
	 */
	static final class MovedClock extends Clock {

		private final Clock real = Clock.systemUTC();

		private volatile Duration offset = Duration.ZERO;

		void pass(Duration time) {
			this.offset = this.offset.plus(time);
		}

		@Override
		public Instant instant() {
			return this.real.instant().plus(this.offset);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	/**
	 * Heal beside the cluster of the situations.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Cluster {

		@Bean
		SituationCluster situationCluster() {
			return new SituationCluster();
		}

		@Bean(initMethod = "init", destroyMethod = "destroy")
		KubernetesMockServer situationServer(SituationCluster situationCluster) {
			return situationCluster.server();
		}

		@Bean
		@Primary
		Config situationConfig(KubernetesMockServer situationServer) {
			try (NamespacedKubernetesClient kubernetes = situationServer.createClient()) {
				kubernetes.load(getClass().getResourceAsStream("/crd/coderun-new.yaml"))
					.items()
					.forEach((crd) -> kubernetes.resource(crd).create());
				return kubernetes.getConfiguration();
			}
		}

		@Bean
		@Primary
		MovedClock movedClock() {
			return new MovedClock();
		}

		@Bean
		DynamicPropertyRegistrar situationProperties() throws IOException {
			Path workspace = Files.createTempDirectory(Path.of("target"), "workspace");
			return (properties) -> {
				properties.add("heal.workspace.root", workspace::toString);
				properties.add("management.server.port", () -> "0");
				properties.add("heal.incident.retry-delay", () -> "100ms");
				properties.add("heal.incident.gone-after", () -> "2s");
				properties.add("heal.alert.match.cluster", () -> "prod");
				properties.add("heal.remediation.namespace", () -> "cto");
				properties.add("heal.remediation.repository-url", () -> "https://git.example.com/shop/platform");
				properties.add("heal.remediation.model", () -> "claude-opus");
				properties.add("heal.remediation.max-active", () -> "100");
				properties.add("heal.remediation.max-per-hour", () -> "100");
			};
		}

	}

}
