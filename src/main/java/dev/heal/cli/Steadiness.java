package dev.heal.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

/**
 * Tells whether pods are ready for good. A container without a readiness probe is ready
 * as soon as it runs, and is so between two crashes too: it has to run for a moment.
 */
final class Steadiness {

	private static final Duration MOMENT = Duration.ofSeconds(10);

	/**
	 * When each run of a container was seen first. The clock of the cluster may be
	 * another one.
	 */
	private final Map<String, Long> seen = new HashMap<>();

	/**
	 * Looks at pods that their controller calls ready.
	 * @param pods the pods
	 * @return whether all of them have run for long enough
	 */
	boolean isReached(List<JsonNode> pods) {
		// each pod starts its own time, so that none may end the search
		return pods.stream().map(this::isSteady).toList().stream().allMatch(Boolean::booleanValue);
	}

	private boolean isSteady(JsonNode pod) {
		return pod.at("/status/phase").asString("").equals("Succeeded") || pod.at("/spec/containers")
			.valueStream()
			.filter((container) -> container.path("readinessProbe").isMissingNode())
			.map((container) -> isSteady(pod, container.path("name").asString("")))
			.toList()
			.stream()
			.allMatch(Boolean::booleanValue);
	}

	private boolean isSteady(JsonNode pod, String container) {
		String started = pod.at("/status/containerStatuses")
			.valueStream()
			.filter((status) -> Objects.equals(container, status.path("name").asString("")))
			.map((status) -> status.at("/state/running/startedAt").asString(""))
			.findFirst()
			.orElse("");
		if (started.isEmpty()) {
			return false;
		}
		long first = this.seen.computeIfAbsent(pod.at("/metadata/name").asString("") + "/" + container + "/" + started,
				(_) -> System.nanoTime());
		return Duration.ofNanos(System.nanoTime() - first).compareTo(MOMENT) >= 0 || isOld(started);
	}

	private static boolean isOld(String started) {
		try {
			return Instant.parse(started).plus(MOMENT).isBefore(Instant.now());
		}
		catch (DateTimeParseException ex) {
			return false;
		}
	}

}
