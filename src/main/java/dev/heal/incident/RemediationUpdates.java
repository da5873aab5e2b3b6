package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.heal.remediation.RemediationListener;
import dev.heal.remediation.RemediationProgress;

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
		this.store.all()
			.stream()
			.filter((incident) -> progress.failure().equals(incident.failure()))
			.filter((incident) -> incident.progress().state().isOpen())
			.forEach((incident) -> update(incident, progress));
	}

	private void update(Incident incident, RemediationProgress progress) {
		this.store.update(incident.namespace(), incident.pod(), (current) -> updated(current, progress));
		this.reports.note(incident, text(progress));
	}

	private Incident updated(Incident incident, RemediationProgress progress) {
		Instant now = this.clock.instant();
		IncidentState state = state(progress);
		Incident updated = incident.with(state, progress.message(), now);
		return (state == IncidentState.RESOLVED || state == IncidentState.CLOSED)
				? updated.with(updated.episode().ended(now)) : updated.withRemediation(progress.remediation());
	}

	private static IncidentState state(RemediationProgress progress) {
		return switch (progress.stage()) {
			case REMEDIATING -> IncidentState.REMEDIATING;
			case VERIFYING -> IncidentState.VERIFYING;
			case RESOLVED -> IncidentState.RESOLVED;
			case ESCALATED -> IncidentState.ESCALATED;
			case CLOSED -> IncidentState.CLOSED;
		};
	}

	private static String text(RemediationProgress progress) {
		String name = (progress.remediation() != null) ? progress.remediation() + ": " : "";
		String message = (progress.message() != null) ? ". " + progress.message() : "";
		return name + progress.stage().name().toLowerCase(Locale.ROOT) + message;
	}

}
