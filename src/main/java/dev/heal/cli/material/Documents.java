package dev.heal.cli.material;

import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects in a text, as JSON or YAML, one or several in a row.
 */
final class Documents {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int LARGEST = 1 << 28;

	private Documents() {
	}

	static List<JsonNode> read(String path, String text) {
		String begin = text.stripLeading();
		if (begin.startsWith("{") || begin.startsWith("[")) {
			return json(text);
		}
		boolean isYaml = path.matches(".*\\.ya?ml$") || begin.startsWith("apiVersion:") || begin.startsWith("kind:")
				|| begin.startsWith("---\napiVersion:");
		return isYaml ? yaml(text) : List.of();
	}

	// a log may consist of JSON as well: only what is an object of Kubernetes counts
	private static List<JsonNode> json(String text) {
		List<JsonNode> documents = new ArrayList<>();
		try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
			values.forEachRemaining(documents::add);
		}
		catch (JacksonException ex) {
			return objects(documents);
		}
		return objects(documents);
	}

	private static List<JsonNode> yaml(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(LARGEST);
		List<JsonNode> documents = new ArrayList<>();
		try {
			for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
				documents.add(JSON.<JsonNode>valueToTree(document));
			}
		}
		catch (YAMLException ex) {
			return objects(documents);
		}
		return objects(documents);
	}

	private static List<JsonNode> objects(List<JsonNode> documents) {
		return documents.stream().filter(Documents::isObject).toList();
	}

	private static boolean isObject(JsonNode document) {
		return document.isArray() ? !document.isEmpty() && isObject(document.path(0))
				: document.path("items").isArray() || document.path("metadata").isObject();
	}

}
