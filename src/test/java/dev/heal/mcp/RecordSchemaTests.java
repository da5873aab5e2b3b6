package dev.heal.mcp;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.heal.mcp.RemediationTools.Decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecordSchema} and {@link Arguments}, which reads what fits it.
 */
class RecordSchemaTests {

	@Test
	void whatMayBeNullIsOptionalAndNothingElseIsTaken() {
		assertThat(Answers.JSON.writeValueAsString(RecordSchema.ofArguments(Wish.class))).isEqualTo(
				"""
						{"type":"object","properties":{"name":{"type":"string","description":"its name"},"many":{"type":"integer"},\
						"decision":{"type":"string","enum":["approve","refuse"]}},"required":["name"],"additionalProperties":false}""");
	}

	@Test
	void recordsAndListsAreDescribedWithTheirParts() {
		assertThat(Answers.JSON.writeValueAsString(RecordSchema.ofAnswer(Answer.class))).isEqualTo(
				"""
						{"type":"object","properties":{"at":{"type":"string","format":"date-time"},"sure":{"type":"number"},\
						"parts":{"type":"array","items":{"type":"object","properties":{"last":{"type":"boolean"}},"required":["last"]}}},\
						"required":["at","sure"]}""");
	}

	@Test
	void argumentsAreReadOrRefusedInWords() {
		assertThat(Arguments.read(Map.of("name", "a", "decision", "refuse"), Wish.class))
			.isEqualTo(new Wish("a", null, Decision.REFUSE));
		refused(Map.of(), "The argument name is missing. It takes name, many (optional), decision (optional).");
		refused(Map.of("name", "a", "man", 1), "There is no argument man. It takes name");
		refused(Map.of("name", "a", "many", "few"), "The argument many cannot be few; it is of type integer.");
		refused(Map.of("name", "a", "decision", "x"),
				"The argument decision cannot be x; it is one of approve, refuse.");
	}

	private static void refused(Map<String, Object> arguments, String reason) {
		assertThatExceptionOfType(ToolException.class).isThrownBy(() -> Arguments.read(arguments, Wish.class))
			.withMessageStartingWith(reason);
	}

	/**
	 * Something to take.
	 */
	record Wish(@JsonPropertyDescription("its name") String name, @Nullable Integer many, @Nullable Decision decision) {

	}

	/**
	 * Something to answer.
	 */
	record Answer(Instant at, double sure, List<Part> parts) {

		/**
		 * A part of it.
		 */
		record Part(boolean last) {

		}

	}

}
