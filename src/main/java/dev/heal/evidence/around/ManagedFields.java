package dev.heal.evidence.around;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps of an object's managed fields who wrote what when: of data the keys, of a
 * workload whether it was the template, of a node whether it was the taints.
 */
final class ManagedFields {

	private static final List<String> DATA = List.of("f:data", "f:binaryData", "f:stringData");

	private static final List<String> PARTS = List.of("f:template", "f:taints");

	private ManagedFields() {
	}

	/**
	 * Takes out what only machines read, and values that may stand in annotations.
	 * @param object an object, changed in place
	 */
	static void slim(JsonNode object) {
		if (!(object.path("metadata") instanceof ObjectNode metadata)) {
			return;
		}
		if (metadata.path("annotations") instanceof ObjectNode annotations) {
			annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
		}
		if (metadata.path("managedFields").isArray()) {
			metadata.set("managedFields", reduced(metadata.path("managedFields")));
		}
	}

	private static ArrayNode reduced(JsonNode entries) {
		ArrayNode kept = JsonMapper.shared().createArrayNode();
		entries.forEach((entry) -> {
			ObjectNode writer = kept.addObject();
			Stream.of("manager", "operation", "subresource", "time")
				.filter(entry::has)
				.forEach((member) -> writer.set(member, entry.path(member)));
			JsonNode fields = entry.path("fieldsV1");
			ObjectNode reduced = writer.putObject("fieldsV1");
			DATA.stream().filter(fields::has).forEach((member) -> keys(fields.path(member), reduced.putObject(member)));
			PARTS.stream()
				.filter(fields.path("f:spec")::has)
				.forEach((part) -> reduced.withObject("/f:spec").putObject(part));
		});
		return kept;
	}

	private static void keys(JsonNode fields, ObjectNode reduced) {
		fields.propertyNames().stream().filter((name) -> name.startsWith("f:")).forEach(reduced::putObject);
	}

	/**
	 * Makes of its metadata an object that has keys and no values.
	 * @param metadata a {@code PartialObjectMetadata} of a ConfigMap or Secret
	 * @param kind the kind
	 * @return the object; its member {@code keys} is {@code unknown} where its metadata
	 * do not tell them
	 */
	static ObjectNode withoutValues(JsonNode metadata, String kind) {
		ObjectNode object = JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", kind);
		object.set("metadata", metadata.path("metadata").deepCopy());
		slim(object);
		JsonNode managed = metadata.at("/metadata/managedFields");
		if (managed.isEmpty()) {
			return object.put("keys", "unknown");
		}
		ObjectNode data = object.putObject("data");
		managed.valueStream()
			.flatMap((entry) -> DATA.stream().flatMap((member) -> entry.path("fieldsV1").path(member).propertyStream()))
			.map(Map.Entry::getKey)
			.filter((key) -> key.startsWith("f:"))
			.map((key) -> key.substring(2))
			.collect(Collectors.toCollection(TreeSet::new))
			.forEach((key) -> data.put(key, "(not read)"));
		return object;
	}

}
