package dev.heal.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Tells from a pod alone whether it fails, before anything else is asked of it.
 *
 * @param pod the pod
 */
public record PodTrouble(JsonNode pod) {

	/**
	 * How long a container may take to be made before its pod counts as failing.
	 */
	private static final Duration STARTING = Duration.ofMinutes(2);

	/**
	 * How long a crash counts after which the container runs again.
	 */
	private static final Duration RECENT = Duration.ofMinutes(10);

	private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

	/**
	 * Whether it fails.
	 * @param now the time
	 * @return false for a pod that is ready, done, on its way or being deleted
	 */
	public boolean isFailing(Instant now) {
		return isThere() && !isReady() && !isDone() && !isStarting(now);
	}

	/**
	 * Whether it fails or has crashed not long ago.
	 * @param now the time
	 * @return true for a pod that is ready too, between two crashes
	 */
	public boolean isSuspect(Instant now) {
		return isFailing(now) || (isThere() && !isDone() && statuses().anyMatch((status) -> hasCrashed(status, now)));
	}

	private boolean isThere() {
		return this.pod.at("/metadata/deletionTimestamp").isMissingNode();
	}

	/**
	 * Whether it is ready.
	 * @return what its condition says
	 */
	public boolean isReady() {
		return conditions("Ready", "True");
	}

	private boolean isDone() {
		return phase().equals("Succeeded");
	}

	private boolean isStarting(Instant now) {
		return !phase().equals("Failed") && statuses().allMatch(PodTrouble::isUntroubled)
				&& !conditions("PodScheduled", "False") && isYoung(now);
	}

	private static boolean isUntroubled(JsonNode status) {
		return status.path("restartCount").asInt(0) == 0 && status.at("/state/terminated/exitCode").asInt(0) == 0
				&& isOnTheWay(status);
	}

	private static boolean isOnTheWay(JsonNode status) {
		JsonNode reason = status.at("/state/waiting/reason");
		return reason.isMissingNode() || ON_THE_WAY.contains(reason.asString(""));
	}

	private boolean isYoung(Instant now) {
		JsonNode created = this.pod.at("/metadata/creationTimestamp");
		return created.isString() && Instant.parse(created.asString()).plus(STARTING).isAfter(now);
	}

	private static boolean hasCrashed(JsonNode status, Instant now) {
		JsonNode last = status.at("/lastState/terminated");
		JsonNode finished = last.path("finishedAt");
		return last.path("exitCode").asInt(0) != 0 && finished.isString()
				&& Instant.parse(finished.asString()).plus(RECENT).isAfter(now);
	}

	private Stream<JsonNode> statuses() {
		return Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((statuses) -> this.pod.path("status").path(statuses).valueStream());
	}

	private boolean conditions(String type, String status) {
		return this.pod.at("/status/conditions")
			.valueStream()
			.anyMatch((condition) -> condition.path("type").asString("").equals(type)
					&& condition.path("status").asString("").equals(status));
	}

	private String phase() {
		return this.pod.at("/status/phase").asString("");
	}

}
