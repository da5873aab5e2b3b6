package dev.heal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import dev.heal.HealApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the calls of {@code docs/api.md} one after the other, as a reader does, with bash,
 * curl and jq.
 */
@SpringBootTest(classes = HealApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "management.server.port=0")
@Import(TestCluster.class)
class DocumentedCallsTests {

	private static final Pattern SHELL = Pattern.compile("(?ms)^```shell\n(.*?)^```");

	private static final String POD = "shipping-api-6scrjp9gd-k54fb";

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

	@Test
	void callsOfTheWalkThroughWork(@Autowired List<DemoPod> pods) throws Exception {
		assumeThat(isInstalled()).as("bash, curl and jq").isTrue();
		alertOf(pods);
		List<String> blocks = SHELL.matcher(Files.readString(Path.of("docs/api.md")))
			.results()
			.map((block) -> block.group(1))
			.toList();
		assertThat(blocks).isNotEmpty();
		for (String block : blocks) {
			run(block);
		}
	}

	private void run(String block) throws Exception {
		String script = "set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 60 \"$@\"; }\n"
				+ block.replace("localhost:8080", "127.0.0.1:" + this.port)
					.replace("/tmp/", this.folder.toAbsolutePath() + "/");
		Path output = Files.createTempFile(this.folder, "output", null);
		Process process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as("%s%n%s", block, Files.readString(output)).isZero();
	}

	private void alertOf(List<DemoPod> pods) {
		assertThat(pods).anyMatch((pod) -> pod.name().equals(POD));
		RestClient heal = RestClient.create("http://127.0.0.1:" + this.port);
		heal.post()
			.uri("/alerts/a7")
			.header("Content-Type", "application/json")
			.body("""
					{"version": "4", "status": "firing", "alerts": [{"status": "firing", "fingerprint": "d0",
					 "labels": {"alertname": "A7PodCrashed", "namespace": "payments", "pod": "%s"}}]}""".formatted(POD))
			.retrieve()
			.toBodilessEntity();
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.ignoreException(HttpClientErrorException.NotFound.class)
			.until(() -> heal.get().uri("/alerts/a7/payments/" + POD).retrieve().body(JsonNode.class),
					(incident) -> incident != null && incident.path("report").isString()
							&& incident.path("remediation").isString());
	}

	private static boolean isInstalled() throws InterruptedException {
		try {
			return new ProcessBuilder("bash", "-c", "command -v curl jq >/dev/null && curl --fail-with-body --version")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
