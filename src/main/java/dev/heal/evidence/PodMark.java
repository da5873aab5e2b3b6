package dev.heal.evidence;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What tells whether a pod is still as it was when it was last looked at.
 */
public final class PodMark {

	private PodMark() {
	}

	/**
	 * Writes down who a pod is, how often its containers were restarted, and what state
	 * they are in.
	 * @param pod the pod
	 * @return a line that differs when they do
	 */
	public static String of(JsonNode pod) {
		String states = Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((statuses) -> pod.path("status").path(statuses).valueStream())
			.map(PodMark::state)
			.collect(Collectors.joining(" "));
		return "%s %s %s".formatted(pod.at("/metadata/uid").asString(""), pod.at("/status/phase").asString(""), states)
			.strip();
	}

	private static String state(JsonNode status) {
		String states = status.path("state")
			.propertyStream()
			.map((state) -> state.getKey() + ":" + state.getValue().path("reason").asString("") + ":"
					+ state.getValue().path("exitCode").asString(""))
			.collect(Collectors.joining(","));
		return "%s=%d/%s".formatted(status.path("name").asString(""), status.path("restartCount").asInt(0), states);
	}

}
