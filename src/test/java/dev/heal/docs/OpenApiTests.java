package dev.heal.docs;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code openapi.yaml}, which is generated from the code.
 */
@HealTest
class OpenApiTests {

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

	@Autowired
	private MockMvcTester mvc;

	@Test
	void documentIsThatOfTheCode() throws Exception {
		new GeneratedFile("openapi.yaml").isUpToDate(document());
	}

	@Test
	void everyOperationHasADescriptionAndAnExample() throws Exception {
		JsonNode paths = JsonMapper.shared().valueToTree(new Yaml().load(document())).path("paths");
		operations(paths).forEach((operation) -> {
			String id = operation.path("operationId").asString();
			assertThat(operation.path("summary").asString("")).as("summary of %s", id).isNotBlank();
			assertThat(operation.path("description").asString("")).as("description of %s", id).isNotBlank();
			assertThat(operation.toString()).as("example of %s", id).contains("\"example");
		});
	}

	private static Stream<JsonNode> operations(JsonNode paths) {
		return paths.valueStream()
			.flatMap((path) -> path.propertyStream()
				.filter((method) -> METHODS.contains(method.getKey()))
				.map(Map.Entry::getValue));
	}

	private String document() throws IOException {
		return this.mvc.get().uri("/v3/api-docs.yaml").exchange().getResponse().getContentAsString();
	}

}
