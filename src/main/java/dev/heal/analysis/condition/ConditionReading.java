package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * One of the pod's conditions.
 *
 * @param node the condition
 * @param pointer its JSON pointer
 */
public record ConditionReading(JsonNode node, String pointer) {

	public String type() {
		return this.node.path("type").asString("");
	}

	public String reason() {
		return this.node.path("reason").asString("");
	}

	public String message() {
		return this.node.path("message").asString("").strip();
	}

	public String status() {
		return this.node.path("status").asString("");
	}

	public boolean isTrue() {
		return status().equals("True");
	}

	public Optional<Instant> since() {
		return Times.of(this.node.path("lastTransitionTime"));
	}

}
