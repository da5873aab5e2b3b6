package dev.heal.evidence.log;

import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What a pod's JSON says about its containers.
 */
public final class PodContainers {

	private PodContainers() {
	}

	/**
	 * Returns the names in the order of the log's sections.
	 * @param pod the pod
	 * @return init containers, regular ones, ephemeral ones
	 */
	public static List<String> names(JsonNode pod) {
		return Stream.of("initContainers", "containers", "ephemeralContainers")
			.flatMap((list) -> pod.path("spec").path(list).valueStream())
			.map((container) -> container.path("name").asString(""))
			.toList();
	}

	/**
	 * Returns the status of a container.
	 * @param pod the pod
	 * @param container the container's name
	 * @return the status, a missing node when there is none
	 */
	public static JsonNode status(JsonNode pod, String container) {
		return Stream.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
			.flatMap((list) -> pod.path("status").path(list).valueStream())
			.filter((status) -> status.path("name").asString("").equals(container))
			.findFirst()
			.orElse(pod.path("status").path("none"));
	}

}
