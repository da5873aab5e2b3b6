package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list that kubectl makes of the events it gets: each knows its kind, and nobody
 * knows who manages its fields.
 */
final class EventsYaml {

	private EventsYaml() {
	}

	static ObjectNode list(JsonNode events) {
		ObjectNode list = JsonNodeFactory.instance.objectNode();
		list.put("apiVersion", "v1");
		ArrayNode items = list.putArray("items");
		events.path("items").forEach((event) -> items.add(item(event, events)));
		list.put("kind", "List");
		list.putObject("metadata").put("resourceVersion", "");
		return list;
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
