package dev.heal.incident;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.springframework.stereotype.Component;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceRequest;
import dev.heal.evidence.PodMark;
import dev.heal.evidence.PodNotFoundException;
import dev.heal.incident.Incident.Sighting;
import dev.heal.workspace.Workspace;

/**
 * Fetches the evidence of an incident. A pod that is not there may be between two lives,
 * as that of a StatefulSet; one that does not come back has left its events for an hour,
 * and what was kept of it.
 */
@Component
class IncidentEvidence {

	private final EvidenceCollector collector;

	private final IncidentStore store;

	private final Workspace workspace;

	private final Clock clock;

	IncidentEvidence(EvidenceCollector collector, IncidentStore store, Workspace workspace, Clock clock) {
		this.collector = collector;
		this.store = store;
		this.workspace = workspace;
		this.clock = clock;
	}

	/**
	 * Fetches what there is.
	 * @param incident the incident
	 * @param patience how long a pod that is not there may come back
	 * @return what was had, or what was kept of a pod that is gone
	 * @throws PodMissingException if the pod is not there, and may come back
	 * @throws PodNotFoundException if the pod is gone, and nothing is left of it
	 */
	Evidence collect(Incident incident, Duration patience) {
		try {
			Evidence evidence = this.collector.collect(EvidenceRequest.of(incident.namespace(), incident.pod()));
			update(incident, (current) -> current.with(evidence.manifest()));
			see(incident, evidence.manifest().podIsGone() ? Optional.empty() : Optional.of(PodMark.of(evidence.pod())),
					patience);
			return evidence;
		}
		catch (PodNotFoundException ex) {
			see(incident, Optional.empty(), patience);
			return kept(incident).orElseThrow(() -> ex);
		}
	}

	private void see(Incident incident, Optional<String> mark, Duration patience) {
		Instant now = this.clock.instant();
		Instant missingSince = this.store.find(incident.namespace(), incident.pod())
			.map(Incident::sighting)
			.map(Sighting::missingSince)
			.orElse(now);
		Sighting sighting = mark.map(Sighting::of).orElseGet(() -> Sighting.missing(missingSince));
		update(incident, (current) -> current.with(sighting));
		if (mark.isEmpty() && now.isBefore(missingSince.plus(patience))) {
			throw new PodMissingException(incident);
		}
	}

	private Optional<Evidence> kept(Incident incident) {
		return this.collector.stored(incident.namespace(), incident.pod())
			.filter((evidence) -> !evidence.pod().isMissingNode() && isWhole(evidence));
	}

	// the files of a former incident have been moved to the history
	private boolean isWhole(Evidence evidence) {
		List<Path> files = evidence.manifest()
			.files()
			.stream()
			.map(EvidenceFile::path)
			.filter(Objects::nonNull)
			.map(Path::of)
			.toList();
		return !files.isEmpty() && files.stream().allMatch(this.workspace::isFile);
	}

	private void update(Incident incident, UnaryOperator<Incident> change) {
		this.store.update(incident.namespace(), incident.pod(),
				(current) -> current.isStill(incident) ? change.apply(current) : current);
	}

	/**
	 * A pod is not there, and may come back.
	 */
	static final class PodMissingException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private PodMissingException(Incident incident) {
			super("There is no pod %s in namespace %s; it may come back".formatted(incident.pod(),
					incident.namespace()));
		}

	}

}
