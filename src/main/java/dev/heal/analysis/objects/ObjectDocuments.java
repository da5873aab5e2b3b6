package dev.heal.analysis.objects;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.condition.ConditionFinding.Recorded;

/**
 * Takes documents apart into objects: lists of lists, lists of one kind whose items do
 * not repeat it, and arrays.
 */
public final class ObjectDocuments {

	private static final int DEEPEST = 8;

	private final List<KubeObject> objects = new ArrayList<>();

	private final Set<String> listed = new HashSet<>();

	/**
	 * Adds a document.
	 * @param document a list, an array or an object; anything else is left out
	 * @param file where it is recorded
	 * @return this
	 */
	public ObjectDocuments add(JsonNode document, Recorded file) {
		add(document, "", file, "", 0);
		return this;
	}

	public ClusterObjects toObjects() {
		return new ClusterObjects(this.objects, this.listed);
	}

	private void add(JsonNode node, String pointer, Recorded file, String usual, int depth) {
		if (depth > DEEPEST) {
			return;
		}
		if (node.isArray()) {
			for (int index = 0; index < node.size(); index++) {
				add(node.path(index), pointer + "/" + index, file, usual, depth + 1);
			}
			return;
		}
		String kind = node.path("kind").asString(usual);
		if (node.path("items").isArray() && !node.path("metadata").has("name")) {
			String ofItems = kind.endsWith("List") ? kind.substring(0, kind.length() - "List".length()) : "";
			if (!ofItems.isEmpty()) {
				this.listed.add(ofItems);
			}
			add(node.path("items"), pointer + "/items", file, ofItems, depth + 1);
		}
		else if (node.isObject() && node.at("/metadata/name").isString() && !kind.isEmpty()) {
			this.objects.add(new KubeObject(kind.equals("Event") ? event(node) : node, kind, file, pointer));
		}
	}

	/**
	 * Gives an event of the newer API the names of the older one.
	 * @param event the event
	 * @return the event
	 */
	private static JsonNode event(JsonNode event) {
		if (!event.has("regarding")) {
			return event;
		}
		ObjectNode older = event.deepCopy().asObject();
		older.set("involvedObject", event.path("regarding"));
		older.set("message", event.path("note"));
		older.set("count", event.path("deprecatedCount"));
		older.set("firstTimestamp", event.path("deprecatedFirstTimestamp"));
		older.set("lastTimestamp", event.path("deprecatedLastTimestamp"));
		return older;
	}

}
