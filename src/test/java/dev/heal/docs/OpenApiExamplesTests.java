package dev.heal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls every operation of {@code openapi.yaml} with its own examples, as somebody does
 * who tries them in the Swagger UI of the demo.
 */
@HealTest
class OpenApiExamplesTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * The demo asks nobody for approval, so that there is nothing to answer.
	 */
	private static final String ANSWER = "answerRemediation";

	@Autowired
	private MockMvcTester mvc;

	@Test
	void examplesRunAsTheyStand() throws IOException {
		List<Operation> operations = operations();
		Operation alert = operations.getFirst();
		assertThat(call(alert).getStatus()).isEqualTo(202);
		Operation read = operations.stream().filter((it) -> it.id().equals("readIncident")).findFirst().orElseThrow();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> JSON.readTree(call(read).getContentAsString()).path("state").asString(""),
					"remediating"::equals);
		SoftAssertions softly = new SoftAssertions();
		for (Operation operation : operations) {
			MockHttpServletResponse answer = call(operation);
			softly.assertThat(answer.getStatus())
				.as("%s: %s", operation, answer.getContentAsString())
				.isBetween(200, operation.id().equals(ANSWER) ? 409 : 299);
			if (operation.id().startsWith("list")) {
				softly.assertThat(JSON.readTree(answer.getContentAsString()).path("items").size())
					.as("items of %s: %s", operation, answer.getContentAsString())
					.isPositive();
			}
		}
		softly.assertAll();
	}

	@Test
	void tagsStandInTheOrderOfTheFlow() throws IOException {
		assertThat(document().path("tags").valueStream().map((tag) -> tag.path("name").asString()))
			.containsExactly("Alerts", "Evidence", "Remediations", "MCP");
	}

	private MockHttpServletResponse call(Operation operation) {
		String path = operation.path();
		MockMvcRequestBuilder request = this.mvc.method(HttpMethod.valueOf(operation.method().toUpperCase()));
		for (JsonNode parameter : operation.node().path("parameters")) {
			String name = parameter.path("name").asString();
			String example = parameter.path("example").asString("");
			if (parameter.path("in").asString().equals("path")) {
				assertThat(example).as("example of %s of %s", name, operation).isNotEmpty();
				path = path.replace("{" + name + "}", example);
			}
			else if (parameter.path("in").asString().equals("query") && !example.isEmpty()) {
				request = request.queryParam(name, example);
			}
		}
		Optional<Map.Entry<String, JsonNode>> body = operation.node()
			.at("/requestBody/content")
			.propertyStream()
			.findFirst();
		MockMvcRequestBuilder whole = request.uri(path);
		return body.map((content) -> whole.contentType(content.getKey()).content(example(content.getValue())))
			.orElse(whole)
			.exchange()
			.getResponse();
	}

	private static String example(JsonNode content) {
		JsonNode example = content.has("example") ? content.path("example")
				: content.path("examples").valueStream().map((it) -> it.path("value")).findFirst().orElseThrow();
		return example.isString() ? example.asString() : example.toString();
	}

	// the alert first, and last what stops an agent
	private static List<Operation> operations() throws IOException {
		return document().path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue()
				.propertyStream()
				.map((method) -> new Operation(path.getKey(), method.getKey(), method.getValue())))
			.sorted(Comparator.comparing(OpenApiExamplesTests::rank))
			.toList();
	}

	private static int rank(Operation operation) {
		return operation.id().equals("receiveAlerts") ? 0 : operation.method().equals("delete") ? 2 : 1;
	}

	private static JsonNode document() throws IOException {
		return JSON.valueToTree(new Yaml().load(Files.readString(Path.of("openapi.yaml"))));
	}

	/**
	 * A call of the document.
	 *
	 * @param path its path
	 * @param method its method, in small letters
	 * @param node what the document says of it
	 */
	private record Operation(String path, String method, JsonNode node) {

		private String id() {
			return this.node.path("operationId").asString();
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
