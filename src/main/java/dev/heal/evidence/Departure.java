package dev.heal.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What the events that a pod left behind tell of its end.
 */
final class Departure {

	private static final Set<String> ENDINGS = Set.of("Killing", "Preempted", "Preempting", "Evicted",
			"TaintManagerEviction", "NodeControllerEviction", "EvictionByEvictionAPI", "DeletingPod", "NodeShutdown",
			"Terminated", "SuccessfulDelete");

	private static final int LONGEST_MESSAGE = 200;

	private Departure() {
	}

	/**
	 * Says that a pod is gone, since when, and who ended it where an event tells.
	 * @param events the events of its name
	 * @return a sentence without its full stop
	 */
	static String reason(JsonNode events) {
		List<JsonNode> all = events.path("items").valueStream().sorted(Comparator.comparing(Departure::time)).toList();
		Optional<JsonNode> ending = all.reversed()
			.stream()
			.filter((event) -> ENDINGS.contains(event.path("reason").asString("")))
			.findFirst();
		if (ending.isPresent()) {
			return Collection.POD_IS_GONE + ": " + ending(ending.get());
		}
		return all.isEmpty() ? Collection.POD_IS_GONE
				: Collection.POD_IS_GONE + "; its last event is of " + time(all.getLast());
	}

	private static String ending(JsonNode event) {
		String message = event.path("message").asString("");
		return "%s by %s at %s (%s)".formatted(event.path("reason").asString(""), source(event), time(event),
				message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
	}

	private static String source(JsonNode event) {
		return Stream.of(event.at("/source/component"), event.path("reportingComponent"))
			.map((component) -> component.asString(""))
			.filter((component) -> !component.isEmpty())
			.findFirst()
			.orElse("an unnamed component");
	}

	private static String time(JsonNode event) {
		return Stream
			.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/firstTimestamp",
					"/metadata/creationTimestamp")
			.map((pointer) -> event.at(pointer).asString(""))
			.max(Comparator.naturalOrder())
			.orElse("");
	}

}
