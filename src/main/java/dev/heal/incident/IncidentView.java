package dev.heal.incident;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.coderun.AgentWork;
import dev.heal.evidence.Manifest;
import dev.heal.incident.Episode.AlertState;
import dev.heal.remediation.IncidentState;
import dev.heal.report.Criterion;

/**
 * An incident as callers see it.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name, null when it is about a workload
 * @param workload the workload that it is about, or that led to the pod, such as
 * {@code deployment/web}, null when a pod was named
 * @param uid the pod's UID, null until it is known
 * @param container the container that failed, null until it is known
 * @param state the state
 * @param reason why it is not further, null when there is nothing to say
 * @param fingerprint the fingerprint of the alert that opened it, null when somebody
 * asked for it
 * @param alerts the alerts that it answers, each with its own state
 * @param taskId the task id that the alert carried, null when it carried none
 * @param startsAt when the alert's episode began
 * @param createdAt when Heal heard of it
 * @param updatedAt when it last went on
 * @param endedAt when it ended, null while it goes on
 * @param evidence what was collected, null before
 * @param analysis what was found, null before
 * @param report the path of the report, null before
 * @param failure the fingerprint of the failure, null until it is known
 * @param remediation the name of the CodeRun, null when there is none
 * @param acceptance what must be true after a repair, and what is known of it
 * @param work what the agent has left: pull request, commit; null before
 * @param agentReport the path of the report that somebody else put in the place of
 * Heal's, null when nobody did
 * @param causedBy the incident that explains this one, such as {@code shop/db-0} or
 * {@code shop/statefulset/db}, null when none does
 */
public record IncidentView(String namespace, @Nullable String pod, @Nullable String workload, @Nullable String uid,
		@Nullable String container, IncidentState state, @Nullable String reason, @Nullable String fingerprint,
		List<AlertState> alerts, @Nullable String taskId, Instant startsAt, Instant createdAt, Instant updatedAt,
		@Nullable Instant endedAt, @Nullable Manifest evidence, @Nullable Analysis analysis, @Nullable String report,
		@Nullable String failure, @Nullable String remediation, List<Criterion> acceptance, @Nullable AgentWork work,
		@Nullable String agentReport, @Nullable String causedBy) {

	static IncidentView of(Incident incident) {
		Manifest evidence = incident.evidence();
		Analysis analysis = incident.analysis();
		String failed = (analysis != null && analysis.container() != null) ? analysis.container()
				: incident.episode().container();
		return new IncidentView(incident.namespace(), incident.isOfWorkload() ? null : incident.pod(),
				incident.episode().workload(), (evidence != null) ? evidence.uid() : null, failed,
				incident.progress().state(), incident.progress().reason(), fingerprint(incident),
				incident.episode().alerts(), incident.episode().taskId(), incident.episode().startsAt(),
				incident.episode().createdAt(), incident.progress().updatedAt(), incident.episode().endedAt(), evidence,
				analysis, incident.report(), incident.failure(), incident.remediation(),
				(incident.acceptance() != null) ? incident.acceptance().criteria() : List.of(), incident.work(),
				agentReport(incident), (incident.causedBy() != null) ? incident.causedBy().replace('_', '/') : null);
	}

	private static @Nullable String agentReport(Incident incident) {
		String own = incident.report();
		if (own == null || !own.endsWith(".heal.md") || incident.pod().endsWith(".heal")) {
			return null;
		}
		return own.replaceFirst("\\.heal\\.md$", ".md");
	}

	private static @Nullable String fingerprint(Incident incident) {
		List<AlertState> alerts = incident.episode().alerts();
		return alerts.isEmpty() ? null : alerts.getFirst().fingerprint();
	}

}
