package dev.heal.report;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the diagram to what Mermaid's own parser takes: a period, then events of at least
 * one word, each behind a colon that nothing else on the line may be.
 */
class TimelineTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	@ParameterizedTest
	@ValueSource(strings = { "BackOff", "", " ", "\u2014", ": :", "a : b", "x;y#z", "%% no", "section\ntitle", "```",
			"{\"a\": 1}", "end", "\u202Egnp" })
	void diagramIsOneThatMermaidParses(String reason) {
		assertMermaidParses(reason);
	}

	static void assertMermaidParses(String reason) {
		List<String> lines = Timeline.of(evidence(reason)).markdown().lines().toList();
		List<String> diagram = lines.subList(lines.indexOf("```mermaid") + 1, lines.size() - 1);
		assertThat(diagram.getFirst()).isEqualTo("timeline");
		assertThat(diagram.subList(1, diagram.size())).isNotEmpty()
			.allMatch((line) -> line.matches(" {4}T\\+\\d+s( : [\\w./-]+( +[\\w./-]+)*)+"));
		assertThat(lines.getLast()).isEqualTo("```");
	}

	private static Evidence evidence(String reason) {
		ObjectNode events = JSON.createObjectNode();
		ObjectNode event = events.putArray("items").addObject();
		event.put("reason", reason).put("message", "m").put("lastTimestamp", "2026-11-24T09:20:11Z");
		return Evidence.recorded(MissingNode.getInstance(), events, null, null);
	}

}
