package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.heal.incident.Incident.State;
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
		State state = state(progress);
		Incident updated = incident.with(state, progress.message(), now);
		return (state == State.RESOLVED || state == State.CLOSED) ? updated.with(updated.episode().ended(now))
				: updated.withRemediation(progress.remediation());
	}

	private static State state(RemediationProgress progress) {
		return switch (progress.stage()) {
			case REMEDIATING -> State.REMEDIATING;
			case VERIFYING -> State.VERIFYING;
			case RESOLVED -> State.RESOLVED;
			case ESCALATED -> State.ESCALATED;
			case CLOSED -> State.CLOSED;
		};
	}

	private static String text(RemediationProgress progress) {
		String name = (progress.remediation() != null) ? progress.remediation() + ": " : "";
		String message = (progress.message() != null) ? ". " + progress.message() : "";
		return name + progress.stage().name().toLowerCase(Locale.ROOT) + message;
	}

}
