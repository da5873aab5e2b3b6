package dev.heal.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a report appears without anybody posting anything: a pod fails, and real
 * monitoring with the documented rules and routes tells Heal.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.remediation.enabled=false" })
class MonitoringClusterIT {

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static final String NAMESPACE = "heal-monitoring-" + Long.toString(System.currentTimeMillis(), 36);

	private static KubernetesClient client;

	@TempDir
	private static Path workspace;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("heal.workspace.root", () -> workspace.toString());
		properties.add("heal.alert.namespaces", () -> NAMESPACE);
	}

	@BeforeAll
	static void prepare(@Autowired KubernetesClient healsOwn) {
		Assumptions.assumeTrue(Monitoring::isAvailable, "No monitoring: name its script by heal.test.monitoring");
		client = healsOwn;
		client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
	}

	@AfterAll
	static void tidy() {
		if (client != null) {
			client.namespaces().withName(NAMESPACE).delete();
		}
	}

	@ParameterizedTest
	@CsvSource({ "true, honored", "false, renamed" })
	void podThatFailsGetsItsReport(boolean honorLabels, String pod, @TempDir Path folder) throws Exception {
		crash(pod);
		try (Monitoring _ = Monitoring.start(folder, "http://127.0.0.1:" + this.port, honorLabels)) {
			JsonNode incident = reported(pod);
			assertThat(incident.path("container").asString()).isEqualTo("crash");
			assertThat(Files.readString(Path.of(incident.path("report").asString())))
				.startsWith("# Pod Failure: " + pod)
				.contains("panic");
		}
	}

	private static void crash(String name) {
		client
			.resource(new PodBuilder().withNewMetadata()
				.withName(name)
				.withNamespace(NAMESPACE)
				.endMetadata()
				.withNewSpec()
				.addNewContainer()
				.withName("crash")
				.withImage(IMAGE)
				.withArgs("panic")
				.endContainer()
				.endSpec()
				.build())
			.create();
	}

	private JsonNode reported(String pod) {
		RestClient heal = RestClient.create("http://localhost:" + this.port);
		return Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.ignoreException(HttpClientErrorException.NotFound.class)
			.until(() -> heal.get().uri("/alerts/a7/{n}/{p}", NAMESPACE, pod).retrieve().body(JsonNode.class),
					(incident) -> incident != null && incident.path("state").asString().equals("reported"));
	}

}
