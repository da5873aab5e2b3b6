package dev.heal.analysis.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * How an instance of a container ended.
 *
 * @param node the {@code terminated} state
 * @param pointer its JSON pointer
 */
public record Ending(JsonNode node, String pointer) {

	private static final int SIGNAL_BASE = 128;

	public String reason() {
		return this.node.path("reason").asString("");
	}

	public String message() {
		return this.node.path("message").asString("").strip();
	}

	/**
	 * Returns the exit code; a signal without a code counts as the shell counts it.
	 * @return the exit code
	 */
	public int exitCode() {
		int code = this.node.path("exitCode").asInt(0);
		int signal = this.node.path("signal").asInt(0);
		return (code == 0 && signal > 0) ? SIGNAL_BASE + signal : code;
	}

	/**
	 * Returns how long the instance ran.
	 * @return how long, empty when the times are not known
	 */
	public Optional<Duration> lasted() {
		return Times.of(this.node.path("startedAt"))
			.filter((start) -> start.isAfter(Instant.EPOCH))
			.flatMap((start) -> finished().map((end) -> Duration.between(start, end)));
	}

	public Optional<Instant> finished() {
		return Times.of(this.node.path("finishedAt")).filter((time) -> time.isAfter(Instant.EPOCH));
	}

}
