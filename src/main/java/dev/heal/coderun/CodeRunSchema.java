package dev.heal.coderun;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the installed CRD lets a CodeRun's spec hold. Three revisions are in the field.
 *
 * @param spec the OpenAPI schema of the spec, a missing node when the API server does not
 * tell
 */
public record CodeRunSchema(JsonNode spec) {

	// not in the oldest revision, and refused by it under strict field validation
	private static final Set<String> NEWER = Set.of("runType", "acceptanceCriteria");

	/**
	 * Returns what is taken for the schema where the cluster does not tell.
	 * @return a schema of the fields that each revision has
	 */
	public static CodeRunSchema unknown() {
		return new CodeRunSchema(MissingNode.getInstance());
	}

	/**
	 * Tells whether a spec may hold a field.
	 * @param field the field
	 * @return whether the CRD has it; where it does not tell, whether each revision has
	 */
	public boolean has(String field) {
		return this.spec.isMissingNode() ? !NEWER.contains(field) : this.spec.path("properties").has(field);
	}

	/**
	 * Leaves out what the CRD does not know.
	 * @param fields the fields of a spec
	 * @return those that the CRD knows
	 */
	Map<String, Object> known(Map<String, Object> fields) {
		if (this.spec.isMissingNode()) {
			Map<String, Object> oldest = new LinkedHashMap<>(fields);
			oldest.keySet().removeAll(NEWER);
			return oldest;
		}
		return known(fields, this.spec);
	}

	/**
	 * Returns the fields that the CRD demands, and Heal does not know.
	 * @return their names
	 */
	public List<String> lacking() {
		return this.spec.path("required")
			.values()
			.stream()
			.map(JsonNode::asString)
			.filter((field) -> !CodeRunSpec.ALWAYS.contains(field))
			.toList();
	}

	private static Map<String, Object> known(Map<String, Object> fields, JsonNode schema) {
		if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false) || !schema.has("properties")) {
			return fields;
		}
		Map<String, Object> known = new LinkedHashMap<>();
		fields.forEach((name, value) -> {
			JsonNode property = schema.path("properties").path(name);
			if (!property.isMissingNode()) {
				known.put(name, value(value, property));
			}
		});
		return known;
	}

	@SuppressWarnings("unchecked")
	private static Object value(Object value, JsonNode schema) {
		if (value instanceof Map<?, ?> map) {
			return known((Map<String, Object>) map, schema);
		}
		if (value instanceof List<?> list) {
			return list.stream().map((element) -> value(element, schema.path("items"))).toList();
		}
		return value;
	}

}
