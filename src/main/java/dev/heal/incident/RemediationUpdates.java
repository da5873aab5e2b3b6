package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;

import org.springframework.stereotype.Component;

import dev.heal.remediation.IncidentState;
import dev.heal.remediation.RemediationListener;
import dev.heal.remediation.RemediationProgress;
import dev.heal.report.Acceptance;

/**
 * Tells the incidents of a failure how its remediation goes on.
 */
@Component
class RemediationUpdates implements RemediationListener {

	private final IncidentStore store;

	private final ReportFiles reports;

	private final Clock clock;

	RemediationUpdates(IncidentStore store, ReportFiles reports, Clock clock) {
		this.store = store;
		this.reports = reports;
		this.clock = clock;
	}

	@Override
	public void onProgress(RemediationProgress progress) {
		this.store.ofFailure(progress.failure())
			.stream()
			.filter((incident) -> concerns(progress, incident))
			.forEach((incident) -> update(incident, progress));
	}

	// what is over says nothing of an incident that began later
	private static boolean concerns(RemediationProgress progress, Incident incident) {
		IncidentState state = incident.progress().state();
		return (state.isOpen() || state == IncidentState.ESCALATED)
				&& (!progress.state().isOver() || !incident.episode().createdAt().isAfter(progress.since()));
	}

	private void update(Incident incident, RemediationProgress progress) {
		this.store.update(incident.namespace(), incident.pod(),
				(current) -> noted(updated(current, progress), text(progress)));
	}

	private Incident noted(Incident incident, String text) {
		String report = this.reports.note(incident, text);
		return (report != null) ? incident.withReport(report) : incident;
	}

	private Incident updated(Incident incident, RemediationProgress progress) {
		Instant now = this.clock.instant();
		Incident updated = judged(incident, progress).with(progress.work())
			.settled(progress.state(), progress.message(), now);
		return progress.state().isOver() ? updated.with(updated.episode().ended(now))
				: updated.withRemediation(progress.remediation());
	}

	private static Incident judged(Incident incident, RemediationProgress progress) {
		Acceptance own = incident.acceptance();
		Acceptance judged = progress.acceptance();
		return (own == null || judged == null) ? incident : incident.with(own.keeping(judged));
	}

	private static String text(RemediationProgress progress) {
		String run = (progress.remediation() != null) ? "CodeRun " + progress.remediation() : "the CodeRun";
		String message = (progress.message() != null) ? progress.message() : "";
		return switch (progress.state()) {
			case QUEUED -> sentence("No agent has been started yet", message);
			case AWAITING_APPROVAL -> sentence("No agent has been started yet", run + " " + message);
			case REMEDIATING -> sentence("An agent is at work in " + run, message);
			case VERIFYING ->
				sentence("The agent of %s has finished, and Heal watches the workload".formatted(run), message);
			case RESOLVED -> sentence("Resolved", message);
			case ESCALATED -> sentence("Left to people", message);
			case CLOSED -> sentence("Closed without a repair", message);
			case ACCEPTED, COLLECTING, ANALYSING, REPORTED -> sentence("No agent has been started", message);
		};
	}

	private static String sentence(String what, String details) {
		String text = details.strip().isEmpty() ? what : what + ": " + details.strip();
		return text.endsWith(".") ? text : text + ".";
	}

}
