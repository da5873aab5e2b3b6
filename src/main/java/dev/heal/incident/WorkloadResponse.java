package dev.heal.incident;

import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.analysis.ClusterAnalyzer;
import dev.heal.analysis.Recording;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.WorkloadEvidence;
import dev.heal.incident.Incident.Sighting;
import dev.heal.incident.IncidentHistory.Copy;
import dev.heal.remediation.IncidentState;

/**
 * Responds to the incident of a workload that has no failing pod: its own object, and
 * what stands around it, say why.
 */
@Component
class WorkloadResponse {

	private static final String NO_AGENT = "it has no failing pod; the report says what is wrong, and no agent is started";

	private final WorkloadEvidence evidence;

	private final ClusterAnalyzer analyzer;

	private final ReportFiles reports;

	private final IncidentStore store;

	private final IncidentHistory history;

	private final Clock clock;

	WorkloadResponse(WorkloadEvidence evidence, ClusterAnalyzer analyzer, ReportFiles reports, IncidentStore store,
			IncidentHistory history, Clock clock) {
		this.evidence = evidence;
		this.analyzer = analyzer;
		this.reports = reports;
		this.store = store;
		this.history = history;
		this.clock = clock;
	}

	/**
	 * Collects, analyses and reports.
	 * @param incident the workload's incident
	 * @param workload the workload, such as {@code deployment/web}
	 * @return the incident as it is now
	 */
	Incident respond(Incident incident, String workload) {
		Copy former = this.history.makeRoom(incident);
		Evidence collected = this.evidence.collect(incident.namespace(), workload);
		update(incident, (now) -> now.with(collected.manifest()).with(Sighting.of(List.of())));
		if (collected.manifest().uid() == null) {
			return settle(incident, "no failing pod of %s was found, nor %s itself".formatted(workload, workload));
		}
		Analysis analysis = analyze(incident.namespace(), workload, collected);
		this.history.settle(former, analysis);
		String report = this.reports.write(current(incident), collected, analysis);
		update(incident, (now) -> now.with(analysis).withReport(report, this.reports.acceptance(collected, analysis)));
		return settle(incident, (analysis.cause() == Cause.NONE)
				? "no failing pod of %s was found, and it is well".formatted(workload) : NO_AGENT);
	}

	private Incident settle(Incident incident, String reason) {
		return update(incident, (now) -> now.settled(IncidentState.REPORTED, reason, this.clock.instant()));
	}

	private Analysis analyze(String namespace, String workload, Evidence collected) {
		return this.analyzer
			.analyze(new Recording(collected.surroundings(), MissingNode.getInstance(), namespace, workload, null, null,
					null))
			.analysis();
	}

	private Incident current(Incident incident) {
		return this.store.find(incident.namespace(), incident.pod()).orElse(incident);
	}

	private Incident update(Incident incident, UnaryOperator<Incident> change) {
		return this.store
			.update(incident.namespace(), incident.pod(),
					(current) -> current.isStill(incident) ? change.apply(current) : current)
			.orElse(incident);
	}

}
