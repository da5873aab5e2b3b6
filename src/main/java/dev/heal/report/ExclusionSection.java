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
		if (!evidence.pod().isMissingNode() && !evidence.events().isMissingNode()
				&& events(evidence).noneMatch(ExclusionSection::isProbe)) {
			lines.add("Probes: no event reports a failed probe.");
		}
		statuses(evidence).filter((status) -> !status.path("name").asString("").equals(analysis.container()))
			.map(ExclusionSection::bystander)
			.forEach(lines::add);
		String list = String.join("\n", lines.stream().map((line) -> "- " + line).toList());
		if (analysis.rivals().isEmpty()) {
			return lines.isEmpty() ? "Nothing was ruled out." : list;
		}
		return (lines.isEmpty() ? "" : list + "\n\n") + "Some of the evidence points to other causes:\n\n"
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
		String state = status.at("/state/running").isObject() ? "is running"
				: ended.isObject() ? "ended with exit code " + ended.path("exitCode").asString("?") : "is waiting";
		int restarts = status.path("restartCount").asInt(0);
		return "Container %s: %s, %d %s.".formatted(Markdown.code(status.path("name").asString("")), state, restarts,
				(restarts == 1) ? "restart" : "restarts");
	}

}
