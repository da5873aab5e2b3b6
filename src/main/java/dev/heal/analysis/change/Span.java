package dev.heal.analysis.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.Times;

/**
 * The time before a failure in which changes count.
 *
 * @param start its start
 * @param end its end
 */
record Span(Instant start, Instant end) {

	private static final Duration LENGTH = Duration.ofHours(24);

	/**
	 * What is written so soon after the workload itself belongs to its installation.
	 */
	private static final Duration INSTALLATION = Duration.ofSeconds(30);

	private static final Duration INACCURACY = Duration.ofMinutes(1);

	/**
	 * Returns the hours before a failure.
	 * @param failing the object that fails
	 * @param now the time of the record
	 * @param installed when the workload was made
	 * @return the span
	 */
	static Span before(JsonNode failing, Instant now, Optional<Instant> installed) {
		Instant failed = unreadySince(failing).orElse(now);
		Instant day = failed.minus(LENGTH);
		Instant start = installed.map((time) -> time.plus(INSTALLATION)).filter(day::isBefore).orElse(day);
		return new Span(start, failed.plus(INACCURACY));
	}

	private static Optional<Instant> unreadySince(JsonNode object) {
		Stream<JsonNode> ready = object.at("/status/conditions")
			.valueStream()
			.filter((condition) -> condition.path("type").asString("").equals("Ready")
					&& !condition.path("status").asString("").equals("True"));
		return ready.map((condition) -> Times.of(condition.path("lastTransitionTime")))
			.flatMap(Optional::stream)
			.findFirst();
	}

	boolean holds(Instant time) {
		return !time.isBefore(this.start) && !time.isAfter(this.end);
	}

}
