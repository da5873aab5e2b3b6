package dev.heal.analysis.change;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.condition.Times;
import dev.heal.evidence.Evidence;

/**
 * What the evidence of one pod tells of changes: the revisions of its Deployment.
 */
public final class RevisionChanges {

	private RevisionChanges() {
	}

	/**
	 * Looks for the last roll-out.
	 * @param evidence the evidence
	 * @param analysis what failed
	 * @return the roll-out, when it is one of the hours before
	 */
	public static List<Change> of(Evidence evidence, Analysis analysis) {
		JsonNode pod = evidence.pod();
		JsonNode sets = evidence.surroundings().path("replicaSets");
		if (analysis.cause() == Cause.NONE || sets.isEmpty()) {
			return List.of();
		}
		Revisions revisions = Revisions.of(sets.valueStream());
		String workload = PodReading.owner(sets.path(0)).path("name").asString("");
		String name = pod.at("/metadata/name").asString("");
		FailureWords failure = FailureWords.of(analysis, Stream.of(workload, name, evidence.manifest().namespace()));
		Instant now = Times.latestIn(pod).orElse(Instant.EPOCH);
		Optional<Instant> installed = revisions.times().min(Comparator.naturalOrder());
		Span span = Span.before(pod, now, installed);
		return revisions.latest("Deployment/" + workload, null, failure)
			.filter((change) -> span.holds(change.when()))
			.stream()
			.toList();
	}

}
