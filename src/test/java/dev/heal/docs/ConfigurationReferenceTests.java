package dev.heal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the configuration reference names every property.
 */
class ConfigurationReferenceTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final String HEAD = """
			# Configuration

			Spring Boot properties: as `heal.evidence.tail` in `application.yaml` or the chart's `config`, as
			`HEAL_EVIDENCE_TAIL` in the environment, as `--heal.evidence.tail=…` on the command line. A bad value stops the
			start with the property's name. This table is generated from the code.

			| property | default | what it is |
			| --- | --- | --- |
			| `server.port` | `8080` | the port of the calls |
			| `management.server.port` | `8081` | the port of Actuator |
			""";

	@Test
	void everyPropertyIsInTheReference() throws IOException {
		JsonNode metadata = JsonMapper.shared().readTree(Files.readAllBytes(METADATA));
		String rows = metadata.path("properties")
			.valueStream()
			.filter((property) -> property.path("name").asString().startsWith("heal."))
			.sorted(Comparator.comparing((property) -> property.path("name").asString()))
			.map(ConfigurationReferenceTests::row)
			.collect(Collectors.joining());
		new GeneratedFile("docs/configuration.md").isUpToDate(HEAD + rows);
	}

	private static String row(JsonNode property) {
		String name = property.path("name").asString();
		String description = property.path("description").asString("");
		assertThat(description).as("description of %s", name).isNotBlank();
		return "| `%s` | %s | %s |%n".formatted(name, defaultValue(property.path("defaultValue")),
				description.replace("|", "\\|").replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " "));
	}

	private static String defaultValue(JsonNode value) {
		if (value.isArray()) {
			return value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ", "`", "`"));
		}
		return value.isMissingNode() ? "" : "`" + value.asString().replaceAll("^\\[|]$", "") + "`";
	}

}
