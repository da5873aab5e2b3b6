package dev.heal.evidence;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a pod and the events of its name, as they are served.
 */
final class PodObjects {

	private static final int PAGE = 500;

	private final ApiServer api;

	PodObjects(ApiServer api) {
		this.api = api;
	}

	static String podPath(String namespace, String pod) {
		return "/api/v1/namespaces/" + namespace + "/pods/" + pod;
	}

	static String eventsPath(String namespace, String pod) {
		return "/api/v1/namespaces/" + namespace + "/events?fieldSelector=involvedObject.name%3D" + pod + "&limit="
				+ PAGE;
	}

	JsonNode pod(String namespace, String pod) throws IOException {
		return this.api.get(podPath(namespace, pod));
	}

	/**
	 * Reads all pages of the events into one list.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return an {@code EventList}
	 */
	JsonNode events(String namespace, String pod) throws IOException {
		String path = eventsPath(namespace, pod);
		JsonNode list = this.api.get(path);
		for (String next = next(list); !next.isEmpty();) {
			JsonNode page = this.api.get(path + "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
			((ArrayNode) list.path("items")).addAll((ArrayNode) page.path("items"));
			next = next(page);
		}
		if (list.path("metadata") instanceof ObjectNode metadata) {
			metadata.remove("continue");
			metadata.remove("remainingItemCount");
		}
		return list;
	}

	private static String next(JsonNode list) {
		return list.path("metadata").path("continue").asString("");
	}

	/**
	 * Counts the events of the pod's name that are about another pod, or none. The
	 * kubelet knows a mirror pod by the UID in its annotation.
	 * @param pod the pod
	 * @param events an {@code EventList}
	 * @return the number of the others
	 */
	static int others(JsonNode pod, JsonNode events) {
		JsonNode metadata = pod.path("metadata");
		String uid = metadata.path("uid").asString("");
		String mirrored = metadata.path("annotations").path("kubernetes.io/config.mirror").asString(uid);
		return (int) events.path("items")
			.valueStream()
			.map((event) -> event.path("involvedObject").path("uid").asString(""))
			.filter((of) -> !of.equals(uid) && !of.equals(mirrored))
			.count();
	}

}
