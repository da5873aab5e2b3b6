package dev.heal.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the chart's schema knows every value and every property of the application,
 * and that the reference of the values says so.
 */
class ChartValuesTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final String SCHEMA = "helm/heal/values.schema.json";

	private static final String HEAD = """
			# Values of the chart

			What `helm install heal helm/heal -f my-values.yaml` takes. A key that is not here is refused, and so is a value of another
			type. Below `config.heal` stand the [properties of the application](../../docs/configuration.md). This table is generated
			from the schema.

			| value | default | what it is |
			| --- | --- | --- |
			""";

	@Test
	void schemaKnowsThePropertiesOfTheApplication() throws IOException {
		ObjectNode schema = (ObjectNode) JSON.readTree(Path.of(SCHEMA));
		((ObjectNode) schema.at("/properties/config/properties")).set("heal", properties());
		new GeneratedFile(SCHEMA).isUpToDate(schema.toPrettyString() + "\n");
	}

	@Test
	void everyValueIsInTheReference() throws IOException {
		Map<String, Object> values = new Yaml().load(Files.readString(Path.of("helm/heal/values.yaml")));
		JsonNode schema = JSON.readTree(Path.of(SCHEMA));
		String rows = rows("", schema, JSON.valueToTree(values)).collect(Collectors.joining());
		new GeneratedFile("helm/heal/README.md").isUpToDate(HEAD + rows);
	}

	private static Stream<String> rows(String path, JsonNode schema, JsonNode values) {
		return schema.path("properties").propertyStream().flatMap((property) -> {
			String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
			JsonNode value = values.path(property.getKey());
			boolean isParent = property.getValue().has("properties") && !name.startsWith("config.");
			assertThat(property.getValue().path("description").asString("")).as("description of %s", name).isNotBlank();
			assertThat(value.isMissingNode() && !name.matches("global|config\\..*|resources\\..*"))
				.as("%s is not in values.yaml", name)
				.isFalse();
			return isParent ? rows(name, property.getValue(), value) : Stream
				.of("| `%s` | %s | %s |%n".formatted(name, shown(value),
						property.getValue().path("description").asString().replace("|", "\\|").replace("<", "&lt;")));
		});
	}

	private static String shown(JsonNode value) {
		String text = value.isString() ? value.asString() : value.toString();
		return (value.isMissingNode() || text.isEmpty()) ? "" : "`" + text + "`";
	}

	private static ObjectNode properties() throws IOException {
		ObjectNode root = object("Heal's properties: docs/configuration.md.");
		JSON.readTree(METADATA)
			.path("properties")
			.valueStream()
			.filter((property) -> property.path("name").asString().startsWith("heal."))
			.forEach((property) -> add(root, property));
		return root;
	}

	private static void add(ObjectNode root, JsonNode property) {
		List<String> steps = List.of(property.path("name").asString().split("\\."));
		ObjectNode parent = root;
		for (String step : steps.subList(1, steps.size() - 1)) {
			ObjectNode children = parent.withObject("/properties");
			if (!children.has(step)) {
				children.set(step, object("Properties below heal." + step + "."));
			}
			parent = (ObjectNode) children.get(step);
		}
		parent.withObject("/properties").set(steps.getLast(), type(property.path("type").asString()));
	}

	private static ObjectNode object(String description) {
		return JSON.createObjectNode()
			.put("type", "object")
			.put("description", description)
			.put("additionalProperties", false);
	}

	private static ObjectNode type(String type) {
		ObjectNode schema = JSON.createObjectNode();
		String simple = type.replaceAll("<.*", "").replaceAll(".*\\.", "");
		return switch (simple) {
			case "Boolean" -> schema.put("type", "boolean");
			case "Integer", "Long" -> schema.put("type", "integer");
			case "Double" -> schema.put("type", "number");
			case "Duration" -> types(schema, "string", "integer").put("pattern", "^([0-9]+(ns|us|ms|s|m|h|d)?|P.+)$");
			case "DataSize" -> types(schema, "string", "integer").put("pattern", "^[0-9]+(B|KB|MB|GB|TB)?$");
			case "Enabled" -> schema.set("enum", JSON.valueToTree(List.of(true, false, "true", "false", "auto")));
			case "List", "Set" -> list(schema, type);
			case "Map" -> schema.put("type", "object");
			default -> schema.put("type", "string");
		};
	}

	private static ObjectNode list(ObjectNode schema, String type) {
		String item = type.contains("$") ? "object" : "string";
		(item.equals("object") ? schema.put("type", "array") : types(schema, "array", "string")).putObject("items")
			.put("type", item);
		return schema;
	}

	private static ObjectNode types(ObjectNode schema, String... types) {
		return schema.set("type", JSON.valueToTree(List.of(types)));
	}

}
