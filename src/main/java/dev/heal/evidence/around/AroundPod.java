package dev.heal.evidence.around;

import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.api.ItemReader;

/**
 * Keeps of the objects around a pod what an analysis asks of them.
 */
public final class AroundPod {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String REVISION = "deployment.kubernetes.io/revision";

	private static final int AILING = 50;

	private AroundPod() {
	}

	static JsonNode node(JsonNode node) {
		ObjectNode kept = JSON.createObjectNode();
		copy(node.path("metadata"), kept.putObject("metadata"), "name", "creationTimestamp");
		copy(node.path("spec"), kept.putObject("spec"), "unschedulable", "taints");
		copy(node.path("status"), kept.putObject("status"), "conditions");
		return kept;
	}

	/**
	 * Takes out of a node what tells nothing of the pods that it takes in.
	 * @param node the node, changed in place
	 */
	static void slimNode(JsonNode node) {
		if (node.path("status") instanceof ObjectNode status) {
			status.retain("conditions", "allocatable");
		}
		if (node.path("metadata") instanceof ObjectNode metadata) {
			metadata.retain("name", "uid", "labels", "creationTimestamp", "managedFields");
		}
	}

	/**
	 * Keeps the pods that are not well, the first of them.
	 * @param kept where to keep them
	 * @return takes pods
	 */
	static ItemReader.Items ailing(ArrayNode kept) {
		return (json, time) -> {
			JsonNode pod = (kept.size() < AILING) ? JSON.readTree(json) : MissingNode.getInstance();
			if (pod.isObject() && isAiling(pod)) {
				kept.add(ailing(pod));
			}
		};
	}

	private static ObjectNode ailing(JsonNode pod) {
		ObjectNode ailing = JSON.createObjectNode();
		copy(pod.path("metadata"), ailing.putObject("metadata"), "namespace", "name", "uid", "ownerReferences");
		copy(pod.path("spec"), ailing.putObject("spec"), "nodeName");
		copy(pod.path("status"), ailing.putObject("status"), "phase", "reason", "message", "startTime", "conditions",
				"initContainerStatuses", "containerStatuses");
		return ailing;
	}

	/**
	 * Tells whether two pods of one revision run different images under the same name.
	 * @param other one pod
	 * @param pod the other
	 * @return whether a container of theirs does
	 */
	static boolean hasOtherImage(JsonNode other, JsonNode pod) {
		return other.at("/status/containerStatuses").valueStream().anyMatch((status) -> {
			String id = status.path("imageID").asString("");
			return !id.isEmpty() && pod.at("/status/containerStatuses")
				.valueStream()
				.filter((own) -> own.path("name").equals(status.path("name")))
				.map((own) -> own.path("imageID").asString(""))
				.anyMatch((own) -> !own.isEmpty() && !own.equals(id));
		});
	}

	/**
	 * Keeps of a pod what tells its image, and how it is.
	 * @param pod the pod
	 * @return the pod
	 */
	static JsonNode sibling(JsonNode pod) {
		ObjectNode kept = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
		copy(pod.path("metadata"), kept.putObject("metadata"), "namespace", "name", "uid", "creationTimestamp",
				"labels", "ownerReferences");
		ArrayNode containers = kept.putObject("spec").putArray("containers");
		pod.at("/spec/containers")
			.forEach((container) -> copy(container, containers.addObject(), "name", "image", "imagePullPolicy"));
		copy(pod.path("status"), kept.putObject("status"), "phase", "conditions", "containerStatuses");
		return kept;
	}

	private static boolean isAiling(JsonNode pod) {
		boolean ready = pod.at("/status/conditions")
			.valueStream()
			.anyMatch((condition) -> condition.path("type").asString("").equals("Ready")
					&& condition.path("status").asString("").equals("True"));
		return !ready && !pod.at("/status/phase").asString("").equals("Succeeded")
				&& pod.at("/metadata/deletionTimestamp").isMissingNode();
	}

	/**
	 * Keeps what is said of claims, whose volumes a pod may wait for.
	 * @param list an {@code EventList} of claims
	 * @return an array of them
	 */
	static JsonNode events(JsonNode list) {
		ArrayNode kept = JSON.createArrayNode();
		list.path("items").forEach((event) -> {
			ObjectNode told = kept.addObject();
			copy(event, told, "reason", "message", "type", "count", "series", "eventTime", "firstTimestamp",
					"lastTimestamp");
			copy(event.path("metadata"), told.putObject("metadata"), "name", "creationTimestamp");
			copy(event.path("involvedObject"), told.putObject("involvedObject"), "kind", "name");
		});
		return kept;
	}

	/**
	 * Keeps the ReplicaSets that belong to the same Deployment as that of a pod.
	 * @param list a {@code ReplicaSetList}
	 * @param pod the pod
	 * @return an array of them, the pod's own among them; a missing node when it is not
	 * in the list
	 */
	static JsonNode revisions(JsonNode list, JsonNode pod) {
		List<JsonNode> all = list.path("items").valueStream().toList();
		JsonNode deployment = all.stream()
			.filter((set) -> set.at("/metadata/uid").equals(owner(pod).path("uid")))
			.map(AroundPod::owner)
			.findFirst()
			.orElse(MissingNode.getInstance());
		if (deployment.isMissingNode()) {
			return deployment;
		}
		ArrayNode kept = JSON.createArrayNode();
		all.stream()
			.filter((set) -> owner(set).path("uid").equals(deployment.path("uid")))
			.map(AroundPod::revision)
			.forEach(kept::add);
		return kept;
	}

	private static JsonNode revision(JsonNode set) {
		ObjectNode kept = JSON.createObjectNode();
		ObjectNode metadata = kept.putObject("metadata");
		copy(set.path("metadata"), metadata, "name", "uid", "creationTimestamp", "ownerReferences");
		metadata.putObject("annotations").set(REVISION, set.at("/metadata/annotations").path(REVISION));
		copy(set.path("spec"), kept.putObject("spec"), "replicas", "template");
		copy(set.path("status"), kept.putObject("status"), "replicas", "readyReplicas");
		return kept;
	}

	/**
	 * Returns the controller that an object belongs to.
	 * @param object the object
	 * @return the reference, a missing node when it has none
	 */
	public static JsonNode owner(JsonNode object) {
		return object.at("/metadata/ownerReferences")
			.valueStream()
			.filter((owner) -> owner.path("controller").asBoolean(false))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private static void copy(JsonNode from, ObjectNode to, String... names) {
		Stream.of(names).filter(from::has).forEach((name) -> to.set(name, from.path(name)));
	}

}
