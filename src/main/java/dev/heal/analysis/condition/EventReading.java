package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event of the pod, or of what belongs to it.
 *
 * @param node the event
 * @param pointer its JSON pointer in the list
 * @param object where the list is recorded
 */
public record EventReading(JsonNode node, String pointer, ConditionFinding.Recorded object) {

	/**
	 * Makes an event of those of the pod.
	 * @param node the event
	 * @param pointer its JSON pointer in the list
	 */
	public EventReading(JsonNode node, String pointer) {
		this(node, pointer, ConditionFinding.Recorded.EVENTS);
	}

	public String reason() {
		return this.node.path("reason").asString("");
	}

	public String message() {
		return this.node.path("message").asString("").strip();
	}

	public boolean warning() {
		return "Warning".equals(this.node.path("type").asString(""));
	}

	/**
	 * Returns the container that the event is about.
	 * @return its name, null when it is about the whole pod
	 */
	public @Nullable String container() {
		String path = this.node.at("/involvedObject/fieldPath").asString("");
		int open = path.indexOf('{');
		return (open >= 0 && path.endsWith("}")) ? path.substring(open + 1, path.length() - 1) : null;
	}

	public int count() {
		return Math.max(this.node.path("count").asInt(1), this.node.at("/series/count").asInt(1));
	}

	/**
	 * Returns when it was last seen.
	 * @return the time, empty when it tells none
	 */
	public Optional<Instant> lastSeen() {
		return Stream
			.of(this.node.at("/series/lastObservedTime"), this.node.path("lastTimestamp"), this.node.path("eventTime"),
					this.node.path("firstTimestamp"), this.node.at("/metadata/creationTimestamp"))
			.map(Times::of)
			.flatMap(Optional::stream)
			.findFirst();
	}

}
