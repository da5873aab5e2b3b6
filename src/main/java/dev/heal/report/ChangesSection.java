package dev.heal.report;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;

/**
 * What changed before the failure, and what could not be seen.
 */
final class ChangesSection {

	private ChangesSection() {
	}

	static String of(Evidence evidence, Analysis analysis) {
		if (analysis.cause() == Cause.NONE) {
			return "Nothing failed, so Heal did not look for changes.";
		}
		String changes = analysis.changes().isEmpty() ? "Heal saw no change in the 24 hours before."
				: analysis.changes().stream().map(ChangesSection::line).collect(Collectors.joining("\n")) + "\n\n"
						+ verdict(analysis);
		return changes + " " + unseen(evidence);
	}

	private static String verdict(Analysis analysis) {
		return analysis.changes().stream().anyMatch(Change::named)
				? "That something changed before does not make it the cause."
				: "The failure names none of these; that they came before does not make them the cause.";
	}

	private static String line(Change change) {
		String values = Stream.of(value("from", change.from()), value("to", change.to()))
			.filter(Objects::nonNull)
			.collect(Collectors.joining(" "));
		return "- %s: %s, %s%s%s.%s".formatted(change.when(), Markdown.code(change.object()),
				Markdown.inline(change.what()), values.isEmpty() ? "" : ", " + values,
				(change.by() != null) ? ", by " + Markdown.code(change.by()) : "",
				change.named() ? " The failure names it." : "");
	}

	private static @Nullable String value(String word, @Nullable String value) {
		return (value != null) ? word + " " + Markdown.inline(value) : null;
	}

	private static String unseen(Evidence evidence) {
		if (evidence.manifest().collectedAt().equals(Instant.EPOCH)) {
			return "Only what is among the recorded objects can be seen, and who wrote them only where they were recorded "
					+ "with `kubectl get --show-managed-fields`.";
		}
		if (evidence.surroundings().has("lookUps")) {
			return "Looked at: the workload's revisions and scaling, the ConfigMaps and Secrets that the pod uses, its node, "
					+ "quotas, limits and policies. %s".formatted(notSeen(evidence.surroundings().path("unseen")));
		}
		boolean revisions = evidence.surroundings().has("replicaSets");
		return "It did not look at %sConfigMaps, Secrets, scaling, nodes, quotas or policies."
			.formatted(revisions ? "" : "earlier revisions of the workload, ");
	}

	// the API server keeps no history: of each object the last writers are known
	private static String notSeen(JsonNode unseen) {
		String always = "Not seen: what was changed and changed back, what was deleted, and all that is outside of Kubernetes";
		String rest = unseen.valueStream()
			.map((what) -> Markdown.inline(what.asString("")))
			.collect(Collectors.joining("; "));
		return rest.isEmpty() ? always + "." : always + "; " + rest + ".";
	}

}
