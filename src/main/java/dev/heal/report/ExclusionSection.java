package dev.heal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;

/**
 * What was looked at and set aside, and why.
 */
final class ExclusionSection {

	private ExclusionSection() {
	}

	static String of(Evidence evidence, Analysis analysis) {
		List<String> lines = new ArrayList<>();
		if (analysis.cause() != Cause.OOM && statuses(evidence).findAny().isPresent()) {
			lines.add("Memory: no container was OOMKilled.");
		}
		if (!evidence.events().isMissingNode() && events(evidence).noneMatch(ExclusionSection::isProbe)) {
			lines.add("Probes: no event tells of a failed probe.");
		}
		statuses(evidence).filter((status) -> !status.path("name").asString("").equals(analysis.container()))
			.map(ExclusionSection::bystander)
			.forEach(lines::add);
		String list = String.join("\n", lines.stream().map((line) -> "- " + line).toList());
		if (analysis.rivals().isEmpty()) {
			return lines.isEmpty() ? "Nothing." : list;
		}
		return (lines.isEmpty() ? "" : list + "\n\n") + "Other causes that some of the evidence speaks for:\n\n"
				+ Markdown.fence(RootCauseSection.rivals(analysis.rivals()));
	}

	private static Stream<JsonNode> statuses(Evidence evidence) {
		return Stream.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
			.flatMap((field) -> evidence.pod().at("/status/" + field).valueStream());
	}

	private static Stream<JsonNode> events(Evidence evidence) {
		return evidence.events().path("items").valueStream();
	}

	private static boolean isProbe(JsonNode event) {
		String reason = event.path("reason").asString("");
		return reason.equals("Unhealthy") || reason.startsWith("Probe");
	}

	private static String bystander(JsonNode status) {
		JsonNode ended = status.at("/state/terminated");
		String state = status.at("/state/running").isObject() ? "runs"
				: ended.isObject() ? "ended with exit code " + ended.path("exitCode").asString("?") : "waits";
		return "Container %s: %s, %d restarts.".formatted(Markdown.code(status.path("name").asString("")), state,
				status.path("restartCount").asInt(0));
	}

}
