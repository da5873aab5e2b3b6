package dev.heal.kubectl;

import java.io.IOException;
import java.io.OutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list that kubectl makes of the events it gets: each knows its kind, and nobody
 * knows who manages its fields.
 */
final class EventsYaml {

	private EventsYaml() {
	}

	/**
	 * Writes the list item by item, so that its length does not matter.
	 * @param list the {@code EventList} as the API server returned it; its items may be
	 * missing
	 * @param items its items
	 * @param out where to write
	 */
	static void write(JsonNode list, Iterable<JsonNode> items, OutputStream out) throws IOException {
		boolean isEmpty = !items.iterator().hasNext();
		out.write(Utf8.encode("apiVersion: v1\nitems:" + (isEmpty ? " []\n" : "\n")));
		for (JsonNode item : items) {
			out.write(Utf8.encode(YamlWriter.writeItem(item(item, list))));
		}
		out.write(Utf8.encode("kind: List\nmetadata:\n  resourceVersion: \"\"\n"));
	}

	private static JsonNode item(JsonNode event, JsonNode events) {
		if (!(event instanceof ObjectNode served)) {
			return event;
		}
		ObjectNode item = JsonNodeFactory.instance.objectNode().setAll(served);
		if (!Fields.hasText(event.path("kind")) && !Fields.hasText(event.path("apiVersion"))) {
			item.put("kind", Fields.text(events.path("kind"), "EventList").replaceFirst("List$", ""));
			item.put("apiVersion", Fields.text(events.path("apiVersion"), "v1"));
		}
		if (event.path("metadata") instanceof ObjectNode metadata && metadata.has("managedFields")) {
			ObjectNode kept = JsonNodeFactory.instance.objectNode().setAll(metadata);
			kept.remove("managedFields");
			item.set("metadata", kept);
		}
		return item;
	}

}
