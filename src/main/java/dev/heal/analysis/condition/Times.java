package dev.heal.analysis.condition;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Reads the times in Kubernetes objects.
 */
public final class Times {

	private Times() {
	}

	public static Optional<Instant> of(JsonNode node) {
		if (!node.isString()) {
			return Optional.empty();
		}
		try {
			return Optional.of(Instant.parse(node.asString()));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns the latest time that an object mentions: it is at least as young.
	 * @param object the object
	 * @return the latest time, empty when it mentions none
	 */
	public static Optional<Instant> latestIn(JsonNode object) {
		return leaves(object).filter(Objects::nonNull).map(Times::of).flatMap(Optional::stream).max(Instant::compareTo);
	}

	private static Stream<JsonNode> leaves(JsonNode node) {
		return node.isContainer() ? node.valueStream().flatMap(Times::leaves) : Stream.of(node);
	}

}
