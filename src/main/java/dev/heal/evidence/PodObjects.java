package dev.heal.evidence;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.NewestItems;
import dev.heal.evidence.log.LogFailure;

/**
 * Reads a pod and the events of its name, as they are served.
 */
public final class PodObjects {

	private static final int PAGE = 500;

	private static final long ALL_PAGES = Duration.ofMinutes(2).toNanos();

	private final ApiServer api;

	PodObjects(ApiServer api) {
		this.api = api;
	}

	public static String podPath(String namespace, String pod) {
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
	 * Reads all pages of the events into one list. What was had before it breaks off
	 * counts.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param target takes the events
	 * @return an {@code EventList}
	 */
	JsonNode events(String namespace, String pod, NewestItems target) throws IOException {
		String path = eventsPath(namespace, pod);
		ObjectNode list = this.api.page(path, target);
		long deadline = System.nanoTime() + ALL_PAGES;
		for (String next = next(list); !next.isEmpty();) {
			next = (System.nanoTime() - deadline < 0) ? more(path, next, target) : target.cut("it took too long");
		}
		if (list.path("metadata") instanceof ObjectNode metadata) {
			metadata.remove("continue");
			metadata.remove("remainingItemCount");
		}
		return target.tree(list);
	}

	private String more(String path, String next, NewestItems target) {
		try {
			return next(this.api.page(path + "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8), target));
		}
		catch (IOException ex) {
			return target.cut(LogFailure.of(ex, "list on events").reason());
		}
	}

	private static String next(JsonNode list) {
		return list.path("metadata").path("continue").asString("");
	}

	/**
	 * Counts the events of the pod's name that are about another pod, or none. The
	 * kubelet knows a mirror pod by the UID in its annotation.
	 * @param pod the pod
	 * @param events the events of its name
	 * @return the number of the others
	 */
	static int others(JsonNode pod, Iterable<JsonNode> events) {
		JsonNode metadata = pod.path("metadata");
		String uid = metadata.path("uid").asString("");
		String mirrored = metadata.path("annotations").path("kubernetes.io/config.mirror").asString(uid);
		return (int) StreamSupport.stream(events.spliterator(), false)
			.map((event) -> event.path("involvedObject").path("uid").asString(""))
			.filter((of) -> !of.equals(uid) && !of.equals(mirrored))
			.count();
	}

}
