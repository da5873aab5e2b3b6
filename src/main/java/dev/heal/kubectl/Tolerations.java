package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the taints that a pod tolerates.
 */
final class Tolerations {

	private Tolerations() {
	}

	static void write(JsonNode tolerations, TabWriter out) {
		String label = "Tolerations:\t";
		for (JsonNode toleration : GoSort.by((item) -> Fields.text(item.path("key")), Utf8.ORDER, tolerations)) {
			out.line(label + text(toleration));
			label = "\t";
		}
		if (tolerations.isEmpty()) {
			out.line(label + "<none>");
		}
	}

	private static String text(JsonNode toleration) {
		String taint = Fields.text(toleration.path("key")) + prefixed("=", toleration.path("value"))
				+ prefixed(":", toleration.path("effect"));
		String operator = isExists(toleration) ? (taint.isEmpty() ? "op=Exists" : " op=Exists") : "";
		JsonNode seconds = toleration.path("tolerationSeconds");
		return taint + operator + (Fields.has(seconds) ? " for " + Fields.text(seconds) + "s" : "");
	}

	private static String prefixed(String prefix, JsonNode value) {
		return Fields.hasText(value) ? prefix + Fields.text(value) : "";
	}

	private static boolean isExists(JsonNode toleration) {
		return Fields.text(toleration.path("operator")).equals("Exists") && !Fields.hasText(toleration.path("value"));
	}

}
