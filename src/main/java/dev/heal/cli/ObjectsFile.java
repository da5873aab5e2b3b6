package dev.heal.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads a file of Kubernetes objects: JSON or YAML, one document or several in a row,
 * compressed where its name ends in {@code .gz}.
 */
final class ObjectsFile {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final int LARGEST = 1 << 28;

	private ObjectsFile() {
	}

	/**
	 * Reads a file.
	 * @param file the file, null for none
	 * @return its only document, or an array of them; a missing node for no file
	 * @throws IOException if it cannot be read, or is neither JSON nor YAML
	 */
	static JsonNode read(@Nullable Path file) throws IOException {
		if (file == null) {
			return MissingNode.getInstance();
		}
		ArrayNode documents = isJson(file) ? json(file) : yaml(file);
		return (documents.size() == 1) ? documents.path(0) : documents;
	}

	private static BufferedReader open(Path file) throws IOException {
		InputStream in = Files.newInputStream(file);
		return new BufferedReader(new InputStreamReader(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
				StandardCharsets.UTF_8));
	}

	private static boolean isJson(Path file) throws IOException {
		try (BufferedReader reader = open(file)) {
			int first = reader.read();
			while (Character.isWhitespace(first)) {
				first = reader.read();
			}
			return first == '{' || first == '[';
		}
	}

	private static ArrayNode json(Path file) throws IOException {
		ArrayNode documents = MAPPER.createArrayNode();
		try (MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(open(file))) {
			values.forEachRemaining(documents::add);
		}
		return documents;
	}

	private static ArrayNode yaml(Path file) throws IOException {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(LARGEST);
		ArrayNode documents = MAPPER.createArrayNode();
		try (BufferedReader reader = open(file)) {
			for (Object document : new Yaml(new SafeConstructor(options)).loadAll(reader)) {
				documents.add(MAPPER.<JsonNode>valueToTree(document));
			}
		}
		return documents;
	}

}
