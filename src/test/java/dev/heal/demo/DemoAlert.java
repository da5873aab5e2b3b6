package dev.heal.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the alert for the failing pods as Alertmanager would, and prints what came of it.
 */
class DemoAlert {

	private static final Duration POLL = Duration.ofMillis(200);

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final List<DemoPod> pods;

	private final String token;

	DemoAlert(List<DemoPod> pods, String token) {
		this.pods = pods;
		this.token = token;
	}

	@EventListener
	void send(ApplicationReadyEvent ready) {
		String url = "http://localhost:%d"
			.formatted(((WebServerApplicationContext) ready.getApplicationContext()).getWebServer().getPort());
		Thread.ofVirtual().name("demo").start(() -> send(client(url), url));
	}

	private RestClient client(String url) {
		RestClient.Builder client = RestClient.builder().baseUrl(url);
		return this.token.isEmpty() ? client.build()
				: client.defaultHeaders((headers) -> headers.setBearerAuth(this.token)).build();
	}

	private void send(RestClient heal, String url) {
		heal.post()
			.uri("/alerts/a7")
			.contentType(MediaType.APPLICATION_JSON)
			.body(JsonMapper.shared().writeValueAsString(webhook()))
			.retrieve()
			.toBodilessEntity();
		System.out.printf("%nFive workloads are failing; what Heal says of them:%n");
		this.pods.forEach((pod) -> System.out.println(line(incident(heal, pod))));
		System.out.printf("%nSwagger UI: %s/swagger-ui.html  Reports: ./target/workspace/alerts  Stop: Ctrl-C%n%n",
				url);
	}

	private static JsonNode incident(RestClient heal, DemoPod pod) {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (true) {
			JsonNode incident = heal.get().uri("/alerts/a7/" + pod.path()).retrieve().body(JsonNode.class);
			if (isSettled(incident) || Instant.now().isAfter(deadline)) {
				return incident;
			}
			LockSupport.parkNanos(POLL.toNanos());
		}
	}

	private static boolean isSettled(JsonNode incident) {
		return !List.of("accepted", "collecting", "analysing").contains(incident.path("state").asString());
	}

	private static String line(JsonNode incident) {
		return "%s/%s [%s] %s%n    report:  %s%n    CodeRun: %s".formatted(incident.path("namespace").asString(),
				incident.path("pod").asString(), incident.at("/analysis/cause").asString(),
				incident.at("/analysis/summary").asString(), incident.path("report").asString(),
				incident.path("remediation").asString("none: " + incident.path("reason").asString("")));
	}

	private Map<String, Object> webhook() {
		return Map.of("version", "4", "receiver", "heal", "status", "firing", "truncatedAlerts", 0, "groupKey",
				"{}:{alertname=\"A7PodFailure\"}", "externalURL", "http://alertmanager.example:9093", "groupLabels",
				Map.of("alertname", "A7PodFailure"), "commonLabels", Map.of("alertname", "A7PodFailure"),
				"commonAnnotations", Map.of(), "alerts", this.pods.stream().map(DemoAlert::alert).toList());
	}

	private static Map<String, Object> alert(DemoPod pod) {
		return Map.of("status", "firing", "labels",
				Map.of("alertname", "A7PodFailure", "severity", "critical", "namespace", pod.namespace(), "pod",
						pod.name(), "container", pod.container()),
				"annotations", Map.of("summary", "pod " + pod.name() + " is failing"), "startsAt",
				Instant.now().toString(), "endsAt", "0001-01-01T00:00:00Z", "generatorURL",
				"http://prometheus.example/graph", "fingerprint",
				HexFormat.of().toHexDigits((long) pod.path().hashCode()));
	}

}
