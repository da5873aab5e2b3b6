package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Investigator;
import dev.heal.analysis.Investigator.Investigation;
import dev.heal.evidence.ApiServerException;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.EvidenceRequest;
import dev.heal.evidence.PodNotFoundException;
import dev.heal.remediation.Dispatch;
import dev.heal.remediation.IncidentCallback;
import dev.heal.remediation.IncidentState;
import dev.heal.report.Acceptance;

/**
 * Tells remediations what is known of failing pods, and takes down what became of them.
 */
@Component
class StoredFindings implements IncidentCallback {

	private final EvidenceCollector collector;

	private final Analyzer analyzer;

	private final Investigator investigator;

	private final Memory memory;

	private final IncidentStore store;

	private final ReportFiles reports;

	private final Clock clock;

	StoredFindings(EvidenceCollector collector, Analyzer analyzer, Investigator investigator, Memory memory,
			IncidentStore store, ReportFiles reports, Clock clock) {
		this.collector = collector;
		this.analyzer = analyzer;
		this.investigator = investigator;
		this.memory = memory;
		this.store = store;
		this.reports = reports;
		this.clock = clock;
	}

	@Override
	public Optional<Finding> stored(String namespace, String pod) {
		Optional<Incident> incident = this.store.find(namespace, pod);
		return this.collector.stored(namespace, pod)
			.map((evidence) -> new Finding(incident.map(Incident::report).orElse(""), evidence,
					incident.map(Incident::analysis).orElseGet(() -> this.analyzer.analyze(evidence))));
	}

	@Override
	public Optional<Finding> renewed(String namespace, String pod) {
		try {
			Investigation told = this.investigator
				.investigate(this.collector.collect(EvidenceRequest.of(namespace, pod)));
			Instant began = this.store.find(namespace, pod)
				.map((incident) -> incident.episode().createdAt())
				.orElseGet(this.clock::instant);
			Investigation found = new Investigation(told.evidence(),
					this.memory.recall(told.analysis(), told.evidence(), began));
			return Optional.of(new Finding(report(namespace, pod, found.evidence(), found.analysis()), found.evidence(),
					found.analysis()));
		}
		catch (PodNotFoundException ex) {
			return Optional.empty();
		}
	}

	@Override
	public JsonNode look(String namespace, String pod) {
		try {
			return this.collector.glance(namespace, pod).pod();
		}
		catch (PodNotFoundException | ApiServerException ex) {
			return MissingNode.getInstance();
		}
	}

	@Override
	public void untick(String namespace, String pod, Acceptance acceptance) {
		this.reports.untick(namespace, pod, acceptance);
	}

	private String report(String namespace, String pod, Evidence evidence, Analysis analysis) {
		return this.store.locked(namespace, pod, () -> {
			Incident incident = this.store.find(namespace, pod)
				.orElseGet(() -> opened(namespace, pod))
				.with(evidence.manifest())
				.with(analysis);
			String report = this.reports.write(incident, evidence, analysis);
			this.store.save(incident.withReport(report, this.reports.acceptance(evidence, analysis)));
			return report;
		});
	}

	private Incident opened(String namespace, String pod) {
		Instant now = this.clock.instant();
		return Incident.opened(namespace, pod, Episode.asked(null, now), now).with(IncidentState.REPORTED, null, now);
	}

	@Override
	public boolean awaited(String failure) {
		return this.store.isAwaited(failure);
	}

	@Override
	public void settle(String namespace, String pod, Dispatch dispatch) {
		this.store.update(namespace, pod, (incident) -> incident.progress().state().isOpen()
				? incident.with(dispatch, this.clock.instant()) : incident);
	}

}
