package dev.heal.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Prints what Heal, which watches the pods itself, has to say of them.
 */
class DemoReport {

	private static final Duration POLL = Duration.ofMillis(200);

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final List<DemoPod> pods;

	private final String token;

	DemoReport(List<DemoPod> pods, String token) {
		this.pods = pods;
		this.token = token;
	}

	@EventListener
	void print(ApplicationReadyEvent ready) {
		String url = "http://localhost:%d"
			.formatted(((WebServerApplicationContext) ready.getApplicationContext()).getWebServer().getPort());
		Thread.ofVirtual().name("demo").start(() -> print(client(url), url));
	}

	private RestClient client(String url) {
		RestClient.Builder client = RestClient.builder().baseUrl(url);
		return this.token.isEmpty() ? client.build()
				: client.defaultHeaders((headers) -> headers.setBearerAuth(this.token)).build();
	}

	private void print(RestClient heal, String url) {
		System.out.printf("%nFive workloads are failing; what Heal says of them:%n");
		this.pods.forEach((pod) -> System.out.println(line(incident(heal, pod))));
		System.out.printf("%nThe failures as pages: %1$s  Swagger UI: %1$s/swagger-ui.html  Stop: Ctrl-C%n%n", url);
	}

	private static JsonNode incident(RestClient heal, DemoPod pod) {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (true) {
			JsonNode incident = heal.get()
				.uri("/alerts/a7/" + pod.path())
				.exchange((_, answer) -> answer.bodyTo(JsonNode.class));
			if (isSettled(incident) || Instant.now().isAfter(deadline)) {
				return incident;
			}
			LockSupport.parkNanos(POLL.toNanos());
		}
	}

	private static boolean isSettled(JsonNode incident) {
		return !List.of("", "accepted", "collecting", "analysing").contains(incident.path("state").asString(""));
	}

	private static String line(JsonNode incident) {
		return "%n%s/%s%n    %s: %s%n    Do:      %s%n    Report:  %s%n    CodeRun: %s".formatted(
				incident.path("namespace").asString(), incident.path("pod").asString(),
				incident.at("/analysis/cause").asString(), incident.at("/analysis/summary").asString(),
				incident.at("/analysis/remedy/text").asString("").replaceFirst("(?s):? \u201C.*\u201D", ""),
				incident.path("report").asString(),
				incident.path("remediation").asString("none: " + incident.path("reason").asString("")));
	}

}
