package dev.heal.live;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.WorkloadName;

/**
 * What a pod looks like from outside, before its logs are read.
 */
public final class PodLook {

	private PodLook() {
	}

	/**
	 * Tells pods apart that may fail of different things.
	 * @param pod the pod
	 * @return the same for pods of one revision whose containers are in the same state
	 */
	static String of(JsonNode pod) {
		return String.join("\n", pod.at("/metadata/namespace").asString(""), workload(pod),
				pod.at("/metadata/ownerReferences/0/name").asString(""), pod.at("/status/phase").asString(""),
				pod.at("/status/reason").asString(""), unscheduled(pod),
				statuses(pod).map(PodLook::state).collect(Collectors.joining(";")));
	}

	private static String state(JsonNode status) {
		return Stream
			.of("/name", "/image", "/state/waiting/reason", "/state/terminated/reason", "/state/terminated/exitCode",
					"/lastState/terminated/reason", "/lastState/terminated/exitCode", "/lastState/terminated/message")
			.map((pointer) -> status.at(pointer).asString(""))
			.collect(Collectors.joining(","));
	}

	private static String unscheduled(JsonNode pod) {
		return condition(pod, "PodScheduled").path("message").asString("");
	}

	/**
	 * Tells failures apart.
	 * @param failure what is wrong with some pods
	 * @return the same for pods that fail of the same; those that belong to no workload
	 * are known by what they say
	 */
	static String failure(LiveFailure failure) {
		boolean bare = failure.workload().startsWith("Pod/");
		String identity = bare
				? String.join("\n", failure.analysis().cause().id(), String.valueOf(failure.analysis().subtype()),
						String.valueOf(failure.analysis().container()), generic(failure.analysis().errorLine()))
				: failure.workload() + "\n" + failure.analysis().fingerprint();
		return failure.namespace() + "\n" + identity;
	}

	private static String generic(@Nullable String line) {
		return String.valueOf(line).toLowerCase(Locale.ROOT).replaceAll("[0-9]+", "0");
	}

	public static String name(JsonNode pod) {
		return pod.at("/metadata/name").asString("");
	}

	static String workload(JsonNode pod) {
		return WorkloadName.of(pod, name(pod));
	}

	static int restarts(JsonNode pod) {
		return statuses(pod).mapToInt((status) -> status.path("restartCount").asInt(0)).sum();
	}

	/**
	 * Tells since when it is not ready.
	 * @param pod the pod
	 * @return the time, empty when it does not tell
	 */
	static Optional<Instant> since(JsonNode pod) {
		JsonNode changed = condition(pod, "Ready").path("lastTransitionTime");
		JsonNode time = changed.isString() ? changed : pod.at("/metadata/creationTimestamp");
		return time.isString() ? Optional.of(Instant.parse(time.asString())) : Optional.empty();
	}

	private static JsonNode condition(JsonNode pod, String type) {
		return pod.at("/status/conditions")
			.valueStream()
			.filter((condition) -> condition.path("type").asString("").equals(type))
			.findFirst()
			.orElse(pod.path("none"));
	}

	private static Stream<JsonNode> statuses(JsonNode pod) {
		return Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((statuses) -> pod.path("status").path(statuses).valueStream());
	}

}
