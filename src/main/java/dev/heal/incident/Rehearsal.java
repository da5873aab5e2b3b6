package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.alert.Alert;
import dev.heal.alert.AlertOutcome;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.Subject;
import dev.heal.alert.Trial;
import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.evidence.ApiServerException;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.PodNotFoundException;
import dev.heal.remediation.RemediationRequest;
import dev.heal.remediation.Remediations;

/**
 * Tells what would become of an alert, and does nothing: for people who set up a route,
 * and want to know where it leads.
 */
@Component
class Rehearsal {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final IncidentStore store;

	private final IncidentEnd end;

	private final WorkloadIncidents workloads;

	private final EvidenceCollector collector;

	private final Analyzer analyzer;

	private final Remediations remediations;

	private final Clock clock;

	Rehearsal(IncidentStore store, IncidentEnd end, WorkloadIncidents workloads, EvidenceCollector collector,
			Analyzer analyzer, Remediations remediations, Clock clock) {
		this.store = store;
		this.end = end;
		this.workloads = workloads;
		this.collector = collector;
		this.analyzer = analyzer;
		this.remediations = remediations;
		this.clock = clock;
	}

	AlertOutcome of(Alert alert) {
		Outcome outcome = outcome(alert);
		AlertOutcome answer = AlertOutcome.of(alert, Outcome.TEST, null);
		if (alert.subject().isPod()) {
			return answer.tested(trial(alert, outcome, alert.subject().name()));
		}
		Optional<List<String>> failing = this.workloads.failing(alert.subject().namespace(),
				String.valueOf(alert.subject().workload()), PATIENCE);
		String pod = failing.flatMap((pods) -> pods.stream().findFirst()).orElse(null);
		Trial trial = (pod != null) ? trial(alert, outcome, pod)
				: new Trial(outcome, false, "no failing pod was found", null);
		return failing.map(answer::withPods).orElse(answer).tested(trial);
	}

	private Outcome outcome(Alert alert) {
		Subject subject = alert.subject();
		Optional<Incident> live = this.store.find(subject.namespace(), subject.key())
			.filter((incident) -> incident.isLive() && !this.end.isExpired(incident, this.clock.instant()));
		if (alert.firing()) {
			return live.isPresent() ? Outcome.DUPLICATE : Outcome.ACCEPTED;
		}
		return live.filter((incident) -> incident.episode().fires(alert)).isPresent() ? Outcome.RESOLVED
				: Outcome.IGNORED;
	}

	private Trial trial(Alert alert, Outcome outcome, String pod) {
		try {
			Evidence evidence = this.collector.glance(alert.subject().namespace(), pod);
			Analysis analysis = this.analyzer.analyze(evidence);
			Optional<String> obstacle = obstacle(alert, outcome, pod, evidence, analysis);
			return new Trial(outcome, obstacle.isEmpty(), obstacle.orElse(null), analysis.cause().id());
		}
		catch (PodNotFoundException | ApiServerException ex) {
			return new Trial(outcome, false, ex.getMessage(), null);
		}
	}

	private Optional<String> obstacle(Alert alert, Outcome outcome, String pod, Evidence evidence, Analysis analysis) {
		if (outcome != Outcome.ACCEPTED) {
			return Optional.of("only a new incident starts an agent");
		}
		return this.remediations.obstacle(new RemediationRequest(alert.subject().namespace(), pod,
				alert.hints().taskId(), "", evidence, analysis, false));
	}

}
