package dev.heal.incident;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.EvidenceRequest;
import dev.heal.evidence.PodNotFoundException;
import dev.heal.remediation.Findings;

/**
 * Tells remediations what is known of failing pods.
 */
@Component
class StoredFindings implements Findings {

	private final EvidenceCollector collector;

	private final Analyzer analyzer;

	private final IncidentStore store;

	private final ReportFiles reports;

	StoredFindings(EvidenceCollector collector, Analyzer analyzer, IncidentStore store, ReportFiles reports) {
		this.collector = collector;
		this.analyzer = analyzer;
		this.store = store;
		this.reports = reports;
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
			Evidence evidence = this.collector.collect(EvidenceRequest.of(namespace, pod));
			Analysis analysis = this.analyzer.analyze(evidence);
			return this.store
				.update(namespace, pod,
						(incident) -> incident.with(evidence.manifest())
							.with(analysis)
							.withReport(this.reports.write(incident, evidence, analysis)))
				.map((incident) -> new Finding(String.valueOf(incident.report()), evidence, analysis));
		}
		catch (PodNotFoundException ex) {
			return Optional.empty();
		}
	}

}
