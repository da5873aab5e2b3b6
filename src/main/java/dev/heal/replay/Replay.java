package dev.heal.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.evidence.Evidence;

/**
 * A diagnosis that was run again, and what differs from the first one.
 *
 * @param analysis what is found now
 * @param differences the places that differ, with what was found then and now
 */
public record Replay(Analysis analysis, List<String> differences) {

	private static final String SEEN_BEFORE = "seenBefore";

	private static final int LENGTH = 200;

	/**
	 * Runs a diagnosis again.
	 * @param evidence what was collected then
	 * @param then what was found then
	 * @param analyzer finds it now
	 * @return what is found now, and what differs
	 */
	public static Replay of(Evidence evidence, JsonNode then, Analyzer analyzer) {
		Analysis analysis = analyzer.analyze(evidence);
		List<String> differences = new ArrayList<>();
		compare("", ofEvidence(then), comparable(analysis, then), differences);
		return new Replay(analysis, List.copyOf(differences));
	}

	// earlier versions did not look for all of it
	private static JsonNode comparable(Analysis analysis, JsonNode then) {
		ObjectNode now = tree(analysis).asObject();
		Stream.of("changes", "dependency", "source").filter((member) -> !then.has(member)).forEach(now::remove);
		now.remove(SEEN_BEFORE);
		return now;
	}

	// it is of other incidents, and not in the evidence
	private static JsonNode ofEvidence(JsonNode then) {
		return then.isObject() ? then.deepCopy().asObject().without(SEEN_BEFORE) : then;
	}

	/**
	 * Returns an analysis as it is stored.
	 * @param analysis the analysis
	 * @return its JSON
	 */
	public static JsonNode tree(Analysis analysis) {
		return Bundle.JSON.readTree(Bundle.JSON.writeValueAsBytes(analysis));
	}

	private static void compare(String place, JsonNode then, JsonNode now, List<String> differences) {
		if (then.isObject() && now.isObject()) {
			Set<String> names = new LinkedHashSet<>(then.propertyNames());
			names.addAll(now.propertyNames());
			names.forEach((name) -> compare(place + "/" + name, then.path(name), now.path(name), differences));
		}
		else if (then.isArray() && now.isArray() && then.size() == now.size()) {
			for (int i = 0; i < then.size(); i++) {
				compare(place + "/" + i, then.get(i), now.get(i), differences);
			}
		}
		else if (!then.equals(now)) {
			differences.add("%s was %s, is %s".formatted(place, text(then), text(now)));
		}
	}

	private static String text(JsonNode value) {
		String text = value.isMissingNode() ? "absent" : value.toString();
		return (text.length() <= LENGTH) ? text : text.substring(0, LENGTH) + "…";
	}

}
