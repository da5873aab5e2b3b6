package dev.heal.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;

/**
 * Tells whether what is wrong with a new pod will stay so. A crash that its own code or
 * settings explain comes again; one of something outside may not. What somebody may still
 * be about to create is given a moment.
 */
final class Finality {

	private static final double SURE = 0.6;

	private static final int ONE = 1;

	private static final int TWICE = 2;

	private static final int THRICE = 3;

	private static final Duration MOMENT = Duration.ofSeconds(4);

	private static final Duration A_WHILE = Duration.ofSeconds(20);

	/**
	 * What the registry, the kubelet or the scheduler will say again at every try.
	 */
	private static final Set<String> LASTING = Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName",
			"ErrImageNeverPull", "CreateContainerConfigError", "CreateContainerError", "RunContainerError");

	private Finality() {
	}

	/**
	 * Tells why a failure is final.
	 * @param analysis what is wrong
	 * @param pod the pod
	 * @param age for how long that has been seen
	 * @return why, empty when it may pass
	 */
	static Optional<String> of(Analysis analysis, JsonNode pod, Duration age) {
		boolean isExplained = analysis.cause() != Cause.UNKNOWN && analysis.cause() != Cause.NONE;
		int crashes = crashes(pod);
		if (crashes > 0) {
			return Optional.of((crashes == 1) ? "it crashed, and will again" : "it crashed " + crashes + " times")
				.filter((why) -> crashes >= enough(analysis));
		}
		if (!isExplained || analysis.confidence() < SURE) {
			return Optional.empty();
		}
		if (isWaiting(pod)) {
			return (analysis.cause() == Cause.CONFIG && age.compareTo(MOMENT) >= 0)
					? Optional.of("no container of it can be started") : Optional.empty();
		}
		return isUnschedulable(pod) ? unschedulable(analysis, age) : Optional.empty();
	}

	private static int enough(Analysis analysis) {
		boolean sure = analysis.confidence() >= SURE;
		return switch (analysis.cause()) {
			case CODE_BUG, CONFIG -> sure ? ONE : THRICE;
			case OOM -> TWICE;
			default -> THRICE;
		};
	}

	// a larger cluster may have room for it, the same nodes never have other labels
	private static Optional<String> unschedulable(Analysis analysis, Duration age) {
		Duration patience = (analysis.cause() == Cause.CONFIG) ? MOMENT : A_WHILE;
		return (age.compareTo(patience) >= 0) ? Optional.of("no node takes it") : Optional.empty();
	}

	static int crashes(JsonNode pod) {
		return statuses(pod).mapToInt(Finality::crashesOf).max().orElse(0);
	}

	private static int crashesOf(JsonNode status) {
		boolean isDown = status.at("/state/terminated/exitCode").asInt(0) != 0
				|| status.at("/state/waiting/reason").asString("").equals("CrashLoopBackOff");
		boolean hasCrashed = isDown || status.at("/lastState/terminated/exitCode").asInt(0) != 0;
		int restarts = status.path("restartCount").asInt(0);
		// in back-off the restart to come is not counted yet
		return hasCrashed ? restarts + (isDown ? 1 : 0) : 0;
	}

	private static boolean isWaiting(JsonNode pod) {
		return statuses(pod).anyMatch((status) -> LASTING.contains(status.at("/state/waiting/reason").asString("")));
	}

	private static boolean isUnschedulable(JsonNode pod) {
		return pod.at("/status/conditions")
			.valueStream()
			.anyMatch((condition) -> condition.path("type").asString("").equals("PodScheduled")
					&& condition.path("status").asString("").equals("False"));
	}

	private static Stream<JsonNode> statuses(JsonNode pod) {
		return Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((statuses) -> pod.path("status").path(statuses).valueStream());
	}

}
