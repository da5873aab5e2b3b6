package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.HealApplication;
import dev.heal.incident.AlertSituationTests.MovedClock;

/**
 * A year of failures in some minutes: what the volume and the heap hold at the end of
 * each fourth week, with retention after seven days. Each day twenty pods fail, of which
 * some are repaired, some go, and of some nothing is ever heard again. Run by hand:
 * {@code java -cp <test classpath> dev.heal.incident.SimulatedYear [days]}.
 */
final class SimulatedYear {

	private static final int PODS = 20;

	private static final int PORT = 18_973;

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path workspace;

	private final SituationCluster cluster;

	private final KubernetesMockServer server;

	private final MovedClock clock;

	private SimulatedYear(ConfigurableApplicationContext heal, Path workspace) {
		this.workspace = workspace;
		this.cluster = heal.getBean(SituationCluster.class);
		this.server = heal.getBean(KubernetesMockServer.class);
		this.clock = heal.getBean(MovedClock.class);
	}

	static void main(String[] arguments) throws Exception {
		int days = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 365;
		Path workspace = Files.createTempDirectory("year");
		try (ConfigurableApplicationContext heal = SpringApplication.from(HealApplication::main)
			.with(AlertSituationTests.Cluster.class)
			.run("--server.port=" + PORT, "--management.server.port=0", "--heal.workspace.root=" + workspace,
					"--heal.retention.age=7d", "--heal.retention.interval=300ms", "--heal.remediation.namespace=cto",
					"--heal.remediation.repository-url=https://git.example.com/shop/platform",
					"--heal.remediation.model=claude-opus", "--heal.remediation.max-active=100",
					"--heal.remediation.max-per-hour=1000", "--heal.incident.gone-after=100ms",
					"--logging.level.root=error")
			.getApplicationContext()) {
			SimulatedYear year = new SimulatedYear(heal, workspace);
			System.out.printf("%5s %10s %8s %10s %9s%n", "day", "incidents", "files", "volume kB", "heap MB");
			for (int day = 1; day <= days; day++) {
				year.pass(day);
				if (day == 8 || day % 28 == 0 || day == days) {
					year.measure(day);
				}
			}
		}
	}

	private void pass(int day) throws Exception {
		for (int pod = 0; pod < PODS; pod++) {
			// a few workloads fail again each day, the others once
			String owner = "StatefulSet/" + ((pod < 4) ? "again-" + pod : "once-" + day + "-" + pod);
			this.cluster.crash("shop", name(day, pod), "app", 3, owner);
		}
		alert("firing", day, 0, PODS);
		awaitWork();
		endRuns(day);
		this.clock.pass(Duration.ofHours(5));
		for (int pod = 0; pod < PODS / 2; pod++) {
			this.cluster.run("shop", name(day, pod), "");
		}
		alert("resolved", day, 0, PODS * 3 / 4);
		for (int pod = 0; pod < PODS; pod++) {
			this.cluster.delete("shop", name(day, pod));
		}
		for (int hours = 0; hours < 19; hours++) {
			this.clock.pass(Duration.ofHours(1));
			TimeUnit.MILLISECONDS.sleep(30);
		}
	}

	private static String name(int day, int pod) {
		return "web-%d-%d".formatted(day, pod);
	}

	private void alert(String status, int day, int from, int to) throws Exception {
		StringBuilder alerts = new StringBuilder();
		for (int pod = from; pod < to; pod++) {
			alerts.append(alerts.isEmpty() ? "" : " | ")
				.append("%s %s pod=%s @startsAt=\"%s\" @endsAt=\"%s\"".formatted(status, name(day, pod), name(day, pod),
						this.clock.instant().minusSeconds(60), this.clock.instant()));
		}
		HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(address(""))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(AlertSituationTests.webhook("shop", alerts.toString())))
			.build(), HttpResponse.BodyHandlers.ofString());
		if (answer.statusCode() != 202) {
			throw new IllegalStateException("day %d: %s".formatted(day, answer.body()));
		}
	}

	private static URI address(String query) {
		return URI.create("http://localhost:" + PORT + "/alerts/a7" + query);
	}

	private long count(String query) {
		try {
			return JsonMapper.shared()
				.readTree(this.http
					.send(HttpRequest.newBuilder(address("?size=1" + query)).build(),
							HttpResponse.BodyHandlers.ofString())
					.body())
				.path("total")
				.asLong();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitWork() {
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> Stream.of("accepted", "collecting", "analysing", "queued")
				.allMatch((state) -> count("&state=" + state) == 0));
	}

	// agents end at once, and their platform deletes the runs of former days
	private void endRuns(int day) throws InterruptedException {
		try (NamespacedKubernetesClient kubernetes = this.server.createClient()) {
			List<GenericKubernetesResource> runs = kubernetes
				.genericKubernetesResources("agents.platform/v1", "CodeRun")
				.inAnyNamespace()
				.list()
				.getItems();
			for (GenericKubernetesResource run : runs) {
				if (run.getAdditionalProperties().containsKey("status")) {
					kubernetes.resource(run).delete();
				}
				else {
					run.getAdditionalProperties()
						.put("status", Map.of("phase", (day % 5 == 0) ? "Failed" : "Succeeded"));
					kubernetes.resource(run).update();
				}
			}
		}
		while (this.server.takeRequest(1, TimeUnit.MILLISECONDS) != null) {
			// the stand-in keeps each of them until somebody asks
			Thread.onSpinWait();
		}
	}

	private void measure(int day) throws IOException, InterruptedException {
		TimeUnit.SECONDS.sleep(2);
		for (int i = 0; i < 3; i++) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(200);
		}
		long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
		try (Stream<Path> found = Files.walk(this.workspace)) {
			List<Path> files = found.filter(Files::isRegularFile).toList();
			long bytes = 0;
			for (Path file : files) {
				bytes += Files.exists(file) ? Files.size(file) : 0;
			}
			System.out.printf("%5d %10d %8d %10d %9d%n", day, count(""), files.size(), bytes >> 10, heap);
		}
	}

}
