package dev.heal.kubectl;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Reads fields of an object as a program would that decodes it: what is absent, null or
 * empty is often the same, and unknown fields do not exist.
 */
final class Fields {

	private Fields() {
	}

	static boolean has(JsonNode node) {
		return !node.isMissingNode() && !node.isNull();
	}

	static String text(JsonNode node) {
		return text(node, "");
	}

	static String text(JsonNode node, String absent) {
		return (has(node) && node.isValueNode()) ? node.asString() : absent;
	}

	static boolean hasText(JsonNode node) {
		return !text(node).isEmpty();
	}

	static boolean isTrue(JsonNode node) {
		return node.isBoolean() && node.booleanValue();
	}

	static List<String> texts(JsonNode array) {
		return array.valueStream().map(Fields::text).toList();
	}

	static List<String> sortedNames(JsonNode object) {
		List<String> names = new ArrayList<>(object.propertyNames());
		names.sort(Utf8.ORDER);
		return names;
	}

}
