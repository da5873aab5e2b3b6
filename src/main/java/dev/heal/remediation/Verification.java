package dev.heal.remediation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.report.Acceptance;
import dev.heal.report.AcceptanceCriteria;
import dev.heal.report.Criterion;
import dev.heal.report.Criterion.Mark;
import dev.heal.workspace.Workspace;

/**
 * Ticks what must be true after a repair: what the agent says, and what Heal sees.
 */
@Component
class Verification {

	private final Workspace workspace;

	private final RemediationProperties properties;

	private final ObjectProvider<IncidentCallback> incidents;

	Verification(Workspace workspace, RemediationProperties properties, ObjectProvider<IncidentCallback> incidents) {
		this.workspace = workspace;
		this.properties = properties;
		this.incidents = incidents;
	}

	/**
	 * Takes in what the agent has ticked: in the list itself, in a report of its own, or
	 * in its last message.
	 * @param failure the failure
	 * @return the failure with the agent's ticks
	 */
	Failure claimed(Failure failure) {
		Acceptance acceptance = failure.acceptance();
		if (acceptance == null) {
			return failure;
		}
		Path report = Path.of(failure.issueFile());
		Acceptance ticked = Stream
			.of(read(Handover.acceptanceFile(report)),
					read(handedIn(report)).filter((_) -> isOfLastAttempt(failure, handedIn(report))),
					failure.lastAttempt().map(Attempt::message))
			.flatMap(Optional::stream)
			.reduce(acceptance, Acceptance::tickedBy, (_, later) -> later);
		return failure.with(ticked);
	}

	// an agent that hands in a report of its own takes the place of Heal's
	private static Path handedIn(Path report) {
		return report.resolveSibling(String.valueOf(report.getFileName()).replaceFirst("\\.heal\\.md$", ".md"));
	}

	// an earlier agent's stays where it is, and says nothing of what the last one did
	private boolean isOfLastAttempt(Failure failure, Path file) {
		try {
			Instant changed = this.workspace.version(file).changed();
			return failure.lastAttempt().map((attempt) -> !changed.isBefore(attempt.startedAt())).orElse(true);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Optional<String> read(Path file) {
		return file.startsWith(this.workspace.root())
				? this.workspace.readReport(file).content().map((text) -> new String(text, StandardCharsets.UTF_8))
				: Optional.empty();
	}

	/**
	 * Ticks what Heal sees of a workload that is well under a new revision.
	 * @param failure the failure
	 * @param observation how its workload is
	 * @return the failure with Heal's ticks
	 */
	Failure proven(Failure failure, Observation observation) {
		Failure claimed = claimed(failure);
		Acceptance acceptance = claimed.acceptance();
		if (acceptance == null) {
			return claimed;
		}
		JsonNode pod = pod(failure, observation);
		String proof = observation.proof(failure, this.properties.healthyFor());
		return claimed.with(acceptance.map((criterion) -> judged(criterion, pod, proof)));
	}

	private JsonNode pod(Failure failure, Observation observation) {
		IncidentCallback available = this.incidents.getIfAvailable();
		return (available != null && observation.sample() != null)
				? available.look(failure.namespace(), observation.sample()) : MissingNode.getInstance();
	}

	private static Criterion judged(Criterion criterion, JsonNode pod, String proof) {
		if (criterion.id().equals(AcceptanceCriteria.RECURRENCE)) {
			return criterion.marked(Mark.MET, proof);
		}
		if (criterion.field() == null || pod.isMissingNode()) {
			return criterion;
		}
		String name = pod.at("/metadata/name").asString("");
		return criterion.field().differsIn(pod) ? criterion.marked(Mark.MET, "so in pod " + name)
				: criterion.marked(Mark.MISSED, "as it was in pod " + name + ": it was mended elsewhere");
	}

}
