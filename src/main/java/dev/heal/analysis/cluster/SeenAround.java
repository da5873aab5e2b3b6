package dev.heal.analysis.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.condition.ConditionFinding.Recorded;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.ObjectDocuments;
import dev.heal.evidence.Evidence;

/**
 * A failing pod and what was seen around it, as one set of objects.
 */
final class SeenAround {

	private static final String SURROUNDINGS = "surroundings.json";

	private final ArrayNode items;

	private final List<Place> places = new ArrayList<>();

	private final ClusterObjects objects;

	SeenAround(Evidence evidence) {
		ObjectNode document = JsonMapper.shared().createObjectNode().put("kind", "List");
		this.items = document.putArray("items");
		JsonNode around = evidence.surroundings();
		one("Pod", evidence.pod(), "pod.json", "");
		add("Event", evidence.events().path("items").valueStream(), "events.json", "/items");
		one("Node", around.path("node"), SURROUNDINGS, "/node");
		add("ReplicaSet",
				around.path("replicaSets").valueStream().map((set) -> in(evidence.manifest().namespace(), set)),
				SURROUNDINGS, "/replicaSets");
		around.path("lookUps").propertyStream().forEach((file) -> {
			this.places.add(new Place("/items/" + this.items.size(), file.getKey(), ""));
			this.items.add(file.getValue());
		});
		this.objects = new ObjectDocuments().add(document, Recorded.OBJECTS).toObjects();
	}

	private void one(String kind, JsonNode object, String file, String pointer) {
		this.places.add(new Place("/items/" + this.items.size() + "/items/0", file, pointer));
		list(kind, Stream.of(object));
	}

	private void add(String kind, Stream<JsonNode> found, String file, String pointer) {
		this.places.add(new Place("/items/" + this.items.size() + "/items", file, pointer));
		list(kind, found);
	}

	// an empty one would say that there are none
	private void list(String kind, Stream<JsonNode> found) {
		ObjectNode list = this.items.addObject();
		list.putArray("items").addAll(found.filter(JsonNode::isObject).toList());
		if (!list.path("items").isEmpty()) {
			list.put("kind", kind + "List");
		}
	}

	private static JsonNode in(String namespace, JsonNode set) {
		ObjectNode copy = set.deepCopy().asObject();
		if (copy.path("metadata") instanceof ObjectNode metadata) {
			metadata.put("namespace", namespace);
		}
		return copy;
	}

	ClusterObjects objects() {
		return this.objects;
	}

	/**
	 * Says in which file of the evidence a claim's object stands.
	 * @param claim a claim about the set of objects
	 * @return the claim about the file
	 */
	Claim translate(Claim claim) {
		String path = claim.path();
		if (path == null || !claim.file().equals(Recorded.OBJECTS.file())) {
			return claim;
		}
		return this.places.stream()
			.filter((place) -> path.equals(place.pointer()) || path.startsWith(place.pointer() + "/"))
			.findFirst()
			.map((place) -> new Claim(claim.text(), place.file(), null,
					place.within() + path.substring(place.pointer().length())))
			.orElse(claim);
	}

	/**
	 * Where a file's objects stand in the set.
	 *
	 * @param pointer their place in the set
	 * @param file the file
	 * @param within their place in the file
	 */
	private record Place(String pointer, String file, String within) {

	}

}
