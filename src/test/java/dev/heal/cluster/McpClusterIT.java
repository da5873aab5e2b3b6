package dev.heal.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an agent with nothing but the tools takes a pod that really crashes from the
 * alert to a proven repair. Who works on the CodeRun, and rolls out what came of it, is
 * played.
 */
@Tag("cluster")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.watch.enabled=true", "heal.remediation.model=claude-opus",
				"heal.remediation.causes=infrastructure", "heal.remediation.healthy-for=5s",
				"heal.remediation.poll-interval=1s",
				"heal.remediation.repository-url=https://git.example.com/shop/platform" })
class McpClusterIT {

	private static final String NAMESPACE = System.getProperty("heal.test.prefix", "") + "mcp-"
			+ Long.toString(System.currentTimeMillis(), 36);

	private static final String PULL_REQUEST = "https://git.example.com/shop/platform/pull/7";

	@TempDir
	private static Path workspace;

	private static Shop shop;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) throws IOException {
		Path tokens = Files.writeString(workspace.resolve("tokens"), "agents-secret read,operate\n");
		properties.add("heal.security.tokens-file", tokens::toString);
		properties.add("heal.workspace.root", workspace.resolve("workspace")::toString);
		properties.add("heal.remediation.namespace", () -> NAMESPACE);
		properties.add("heal.alert.namespaces", () -> NAMESPACE);
	}

	@BeforeAll
	static void prepare(@Autowired KubernetesClient client) {
		shop = Shop.open(client, NAMESPACE);
	}

	@AfterAll
	static void tidy() {
		shop.close();
	}

	@Test
	void agentTakesACrashFromTheAlertToItsProvenRepair() throws Exception {
		try (CodeRunDefinition definition = new CodeRunDefinition(shop.client())) {
			definition.install("newest");
			try (AgentController platform = new AgentController(shop.client(), NAMESPACE);
					McpDoor heal = new McpDoor("http://localhost:" + this.port, "agents-secret")) {
				shop.deploy("panic");
				Map<String, Object> pod = look(heal);
				String remediation = start(heal, pod);
				follow(heal, platform, remediation);
				JsonNode incident = heal.follow("show_incident", pod, (it) -> isIn("resolved", it));
				assertThat(incident.at("/incident/reason").asString())
					.contains("Deployment shop has been healthy for 5 s");
				assertThat(incident.at("/incident/pullRequest").asString()).isEqualTo(PULL_REQUEST);
				assertThat(incident.path("acceptance").valueStream()).extracting(JsonNode::asString)
					.anyMatch((line) -> line.startsWith("met: "));
			}
		}
	}

	private static Map<String, Object> look(McpDoor heal) {
		JsonNode listed = heal
			.follow("list_failures", Map.of("namespace", NAMESPACE),
					(it) -> it.at("/failures/0/state").asString("").equals("reported"))
			.at("/failures/0");
		Map<String, Object> pod = Map.of("namespace", NAMESPACE, "target", listed.path("target").asString());
		JsonNode diagnosis = heal.call("diagnose", pod);
		assertThat(diagnosis.at("/finding/cause").asString()).isEqualTo("code-bug");
		assertThat(heal.call("read_evidence", readOn(diagnosis)).path("text").asString()).contains("panic: ");
		assertThat(heal.call("read_report", pod).path("markdown").asString()).startsWith("# Pod Failure: ");
		return pod;
	}

	// as a model would: what the answer names is the next call's arguments
	private static Map<String, Object> readOn(JsonNode diagnosis) {
		Map<String, Object> arguments = new HashMap<>();
		diagnosis.path("readOn")
			.forEachEntry((name, value) -> arguments.put(name,
					value.isNumber() ? value.asLong() : Objects.requireNonNull(value.asString())));
		return arguments;
	}

	private static String start(McpDoor heal, Map<String, Object> pod) {
		JsonNode started = heal.call("start_remediation", pod);
		assertThat(started.path("state").asString()).isEqualTo("started");
		assertThat(heal.call("start_remediation", pod).path("state").asString()).isEqualTo("at-work");
		return started.path("name").asString();
	}

	private static void follow(McpDoor heal, AgentController platform, String remediation) {
		Map<String, Object> name = Map.of("name", remediation);
		platform.set(remediation, "Running", "");
		heal.follow("show_remediation", name, (it) -> isAt("Running", it));
		platform.set(remediation, "Succeeded", PULL_REQUEST);
		shop.deploy("pause");
		JsonNode ended = heal.follow("show_remediation", name, (it) -> isAt("Succeeded", it));
		assertThat(ended.at("/remediation/pullRequest").asString()).isEqualTo(PULL_REQUEST);
	}

	private static boolean isAt(String phase, JsonNode remediation) {
		return remediation.at("/remediation/phase").asString("").equals(phase);
	}

	private static boolean isIn(String state, JsonNode incident) {
		return incident.at("/incident/state").asString("").equals(state);
	}

}
