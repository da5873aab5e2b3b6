package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.evidence.WorkloadPods;
import dev.heal.incident.Incident.Sighting;
import dev.heal.remediation.IncidentState;

/**
 * Leads from the incident of a workload to incidents of its failing pods.
 */
@Component
class WorkloadIncidents {

	private final WorkloadPods pods;

	private final IncidentStore store;

	private final IncidentHistory history;

	private final IncidentEnd end;

	private final WorkloadResponse response;

	private final Clock clock;

	WorkloadIncidents(WorkloadPods pods, IncidentStore store, IncidentHistory history, IncidentEnd end,
			WorkloadResponse response, Clock clock) {
		this.pods = pods;
		this.store = store;
		this.history = history;
		this.end = end;
		this.response = response;
		this.clock = clock;
	}

	/**
	 * Tells which pods fail now, and does nothing.
	 * @param namespace the workload's namespace
	 * @param workload the workload, such as {@code deployment/web}
	 * @param patience how long it may take
	 * @return their names, empty when they could not be found in time
	 */
	Optional<List<String>> failing(String namespace, String workload, Duration patience) {
		int slash = workload.indexOf('/');
		return this.pods.failing(namespace, workload.substring(0, slash), workload.substring(slash + 1), patience);
	}

	/**
	 * Opens incidents of the failing pods, however long it takes to find them; without
	 * any the workload itself is looked at.
	 * @param incident the workload's incident
	 * @return the workload's incident as it is now
	 */
	Incident lead(Incident incident) {
		String workload = String.valueOf(incident.episode().workload());
		int slash = workload.indexOf('/');
		List<String> failing = this.pods.failing(incident.namespace(), workload.substring(0, slash),
				workload.substring(slash + 1));
		return failing.isEmpty() ? this.response.respond(incident, workload) : lead(incident, failing);
	}

	/**
	 * Opens incidents of the failing pods.
	 * @param incident the workload's incident
	 * @param failing the names of the pods
	 * @return the workload's incident as it is now
	 */
	Incident lead(Incident incident, List<String> failing) {
		failing.forEach((pod) -> open(incident, pod));
		String reason = "its failing pods have incidents of their own: " + String.join(", ", failing);
		return this.store.update(incident.namespace(), incident.pod(), (current) -> current.isStill(incident)
				? current.with(Sighting.of(failing)).settled(IncidentState.REPORTED, reason, this.clock.instant())
				: current)
			.orElse(incident);
	}

	private void open(Incident workload, String pod) {
		Instant now = this.clock.instant();
		this.store.locked(workload.namespace(), pod, () -> {
			Optional<Incident> known = this.store.find(workload.namespace(), pod);
			Incident next = known.filter(Incident::isLive)
				.map((incident) -> this.end.ifExpired(incident, now))
				.filter(Incident::isLive)
				.map((incident) -> incident.with(incident.episode().and(workload.episode())))
				.orElseGet(() -> opened(workload, pod, known, now));
			this.store.save(next);
			return next;
		});
	}

	private Incident opened(Incident workload, String pod, Optional<Incident> former, Instant now) {
		former.ifPresent(this.history::note);
		return Incident.opened(workload.namespace(), pod, workload.episode().ofPod(now), now);
	}

}
