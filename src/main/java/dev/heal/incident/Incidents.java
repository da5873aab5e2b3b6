package dev.heal.incident;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.alert.Alert;
import dev.heal.alert.AlertHandler;
import dev.heal.alert.AlertOutcome;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.AlertsNotTakenException;
import dev.heal.incident.Incident.Episode;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.Remediations;

/**
 * Opens and closes incidents as alerts fire and resolve. An alert belongs to the episode
 * whose time span it overlaps, however often and in whichever batch it comes.
 */
@Component
class Incidents implements AlertHandler {

	private final IncidentStore store;

	private final IncidentQueue queue;

	private final ReportFiles reports;

	private final IncidentHistory history;

	private final Remediations remediations;

	private final Clock clock;

	Incidents(IncidentStore store, IncidentQueue queue, ReportFiles reports, IncidentHistory history,
			Remediations remediations, Clock clock) {
		this.store = store;
		this.queue = queue;
		this.reports = reports;
		this.history = history;
		this.remediations = remediations;
		this.clock = clock;
	}

	@Override
	public List<AlertOutcome> handle(List<Alert> alerts) {
		if (this.queue.isFull()) {
			throw new AlertsNotTakenException("Too many incidents wait already (heal.incident.backlog); try again.",
					null);
		}
		try {
			return alerts.stream().map(this::handle).toList();
		}
		catch (UncheckedIOException ex) {
			throw new AlertsNotTakenException("The alerts could not be written to the state folder; try again.", ex);
		}
	}

	private AlertOutcome handle(Alert alert) {
		return this.store.locked(alert.namespace(), alert.pod(), () -> {
			Optional<Incident> known = this.store.find(alert.namespace(), alert.pod());
			return alert.firing() ? fire(alert, known) : resolve(alert, known);
		});
	}

	private AlertOutcome fire(Alert alert, Optional<Incident> known) {
		if (known.isPresent() && known.get().episode().contains(alert)) {
			return repeat(alert, known.get());
		}
		known.ifPresent(this.history::keep);
		Instant now = this.clock.instant();
		Incident opened = Incident.opened(alert.namespace(), alert.pod(), Episode.of(alert, now), now);
		this.store.save(opened);
		this.queue.add(opened);
		return outcome(alert, Outcome.ACCEPTED);
	}

	private AlertOutcome repeat(Alert alert, Incident incident) {
		Episode episode = incident.episode().and(alert);
		if (!episode.equals(incident.episode())) {
			this.store.save(incident.with(episode));
		}
		return outcome(alert, Outcome.DUPLICATE);
	}

	private AlertOutcome resolve(Alert alert, Optional<Incident> known) {
		Optional<Incident> open = known.filter((incident) -> incident.episode().endedAt() == null)
			.filter((incident) -> incident.episode().fingerprints().contains(alert.fingerprint()));
		if (open.isEmpty()) {
			return AlertOutcome.of(alert, Outcome.IGNORED, "no open incident of this alert", null);
		}
		Instant now = this.clock.instant();
		Incident ended = open.get().with(open.get().episode().ended((alert.endsAt() != null) ? alert.endsAt() : now));
		IncidentState state = ended.progress().state();
		boolean closes = (state.isOpen() && state != IncidentState.VERIFYING) || state == IncidentState.ESCALATED;
		this.store.save(closes ? ended.with(IncidentState.CLOSED, "alert resolved", now) : ended);
		this.reports.note(ended, "The alert was resolved at %s.".formatted(ended.episode().endedAt()));
		withdraw(ended);
		return outcome(alert, Outcome.RESOLVED);
	}

	private void withdraw(Incident ended) {
		String failure = ended.failure();
		if (failure != null && !this.store.isAwaited(failure)) {
			this.remediations.withdraw(failure, "the alert is resolved");
		}
	}

	private static AlertOutcome outcome(Alert alert, Outcome outcome) {
		return AlertOutcome.of(alert, outcome, null, "/alerts/a7/" + alert.namespace() + "/" + alert.pod());
	}

}
