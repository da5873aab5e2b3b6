package dev.heal.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Takes alerts about the pods of a {@link StandIn}, waits for their reports, and ends.
 * With {@code heal.training}, the port at which Heal looks for its API server.
 */
@Component
@ConditionalOnProperty("heal.training")
class TrainingRun implements ApplicationRunner {

	static final List<String> PODS = List.of("java", "python", "go", "node");

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int REPEATS = 200;

	private final ConfigurableApplicationContext context;

	TrainingRun(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
		train();
		System.exit(SpringApplication.exit(this.context));
	}

	void train() throws IOException, InterruptedException {
		int port = this.context.getEnvironment().getRequiredProperty("heal.training", Integer.class);
		try (StandIn _ = StandIn.at(port); HttpClient client = HttpClient.newHttpClient()) {
			for (int i = 0; i < REPEATS; i++) {
				send(client, request("").header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(webhook())));
			}
			for (String pod : PODS) {
				await(client, pod);
			}
		}
	}

	private void await(HttpClient client, String pod) throws IOException, InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		while (send(client, request("/training/" + pod).header("Accept", "text/markdown")) != 200) {
			if (Instant.now().isAfter(end)) {
				throw new IllegalStateException("There is no report about " + pod);
			}
			Thread.sleep(100);
		}
	}

	private HttpRequest.Builder request(String path) {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/alerts/a7" + path));
	}

	private static int send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
		return client.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private static String webhook() {
		return PODS.stream()
			.map("""
					{"status": "firing", "labels": {"alertname": "Training", "namespace": "training", "pod": "%s"},
					 "annotations": {}, "startsAt": "2026-01-05T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z"}"""::formatted)
			.collect(Collectors.joining(", ", """
					{"version": "4", "status": "firing", "receiver": "heal", "alerts": [""", "]}"));
	}

}
