package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the limits and requests of a pod or a container.
 */
final class Resources {

	private Resources() {
	}

	static void write(JsonNode resources, String indent, TabWriter out) {
		write("Limits", resources.path("limits"), indent, out);
		write("Requests", resources.path("requests"), indent, out);
	}

	private static void write(String title, JsonNode quantities, String indent, TabWriter out) {
		if (!quantities.isEmpty()) {
			out.line(indent + title + ":");
			for (String name : Fields.sortedNames(quantities)) {
				out.row(indent + "  " + name, Quantity.of(quantities.path(name)).toString());
			}
		}
	}

}
