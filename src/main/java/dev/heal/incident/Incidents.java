package dev.heal.incident;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.alert.Alert;
import dev.heal.alert.AlertHandler;
import dev.heal.alert.AlertOutcome;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.AlertsNotTakenException;
import dev.heal.alert.Subject;

/**
 * Opens and closes incidents as alerts fire and resolve. An incident that goes on takes
 * in all alerts of its pod, however often and in whichever batch they come; one that has
 * ended takes in none.
 */
@Component
class Incidents implements AlertHandler {

	private final IncidentStore store;

	private final IncidentQueue queue;

	private final IncidentHistory history;

	private final IncidentEnd end;

	private final WorkloadIncidents workloads;

	private final SecondLook secondLook;

	private final Rehearsal rehearsal;

	private final IncidentProperties properties;

	private final Clock clock;

	Incidents(IncidentStore store, IncidentQueue queue, IncidentHistory history, IncidentEnd end,
			WorkloadIncidents workloads, SecondLook secondLook, Rehearsal rehearsal, IncidentProperties properties,
			Clock clock) {
		this.store = store;
		this.queue = queue;
		this.history = history;
		this.end = end;
		this.workloads = workloads;
		this.secondLook = secondLook;
		this.rehearsal = rehearsal;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public List<AlertOutcome> handle(List<Alert> alerts) {
		this.queue.noteIntake(alerts.size());
		try {
			return this.store.together(() -> handleInOrder(alerts));
		}
		catch (UncheckedIOException ex) {
			throw new AlertsNotTakenException("The alerts could not be written to the state folder; try again.", ex);
		}
	}

	private List<AlertOutcome> handleInOrder(List<Alert> alerts) {
		AlertOutcome[] outcomes = new AlertOutcome[alerts.size()];
		Patience patience = new Patience();
		BatchOrder.of(alerts).forEach((place) -> outcomes[place] = handle(alerts.get(place), patience));
		return Arrays.asList(outcomes);
	}

	@Override
	public AlertOutcome rehearse(Alert alert) {
		return this.rehearsal.of(alert);
	}

	private AlertOutcome handle(Alert alert, Patience patience) {
		return alert.subject().isPod() ? handle(alert) : handleWorkload(alert, patience);
	}

	// not under the lock of the workload: each of its pods has one too
	private AlertOutcome handleWorkload(Alert alert, Patience patience) {
		Subject subject = alert.subject();
		List<String> known = pods(subject);
		AlertOutcome outcome = handle(alert);
		if (outcome.outcome() == Outcome.RESOLVED) {
			known.forEach((pod) -> handle(alert.about(Subject.pod(subject.namespace(), pod))));
			return outcome;
		}
		if (outcome.outcome() != Outcome.ACCEPTED) {
			return known.isEmpty() ? outcome : outcome.withPods(known);
		}
		return patience
			.spend((left) -> this.workloads.failing(subject.namespace(), String.valueOf(subject.workload()), left))
			.map((failing) -> led(outcome, subject, failing))
			.orElse(outcome);
	}

	private AlertOutcome led(AlertOutcome outcome, Subject subject, List<String> failing) {
		this.store.find(subject.namespace(), subject.key())
			.filter((incident) -> incident.isDue() && !failing.isEmpty())
			.map((incident) -> this.workloads.lead(incident, failing))
			.ifPresent(this.queue::addPods);
		return outcome.withPods(failing);
	}

	private List<String> pods(Subject subject) {
		return this.store.find(subject.namespace(), subject.key())
			.map(Incident::sighting)
			.map(Incident.Sighting::pods)
			.orElse(List.of());
	}

	private AlertOutcome handle(Alert alert) {
		String namespace = alert.subject().namespace();
		return this.store.locked(namespace, alert.subject().key(), () -> {
			Optional<Incident> known = this.store.find(namespace, alert.subject().key());
			return alert.firing() ? fire(alert, known) : resolve(alert, known);
		});
	}

	private AlertOutcome fire(Alert alert, Optional<Incident> known) {
		Instant now = this.clock.instant();
		Optional<Incident> live = known.filter(Incident::isLive)
			.map((incident) -> this.end.ifExpired(incident, now))
			.filter(Incident::isLive);
		if (live.isPresent()) {
			return repeat(alert, live.get(), now);
		}
		known.ifPresent(this.history::note);
		Incident opened = Incident.opened(alert.subject().namespace(), alert.subject().key(), Episode.of(alert, now),
				now);
		this.store.save(opened);
		this.queue.add(opened);
		return AlertOutcome.of(alert, Outcome.ACCEPTED, null);
	}

	private AlertOutcome repeat(Alert alert, Incident incident, Instant now) {
		Episode episode = incident.episode().and(alert, now, this.properties.expireAfter().dividedBy(10));
		if (!episode.equals(incident.episode())) {
			this.store.save(incident.with(episode));
		}
		this.secondLook.ask(incident);
		return AlertOutcome.of(alert, Outcome.DUPLICATE, null);
	}

	private AlertOutcome resolve(Alert alert, Optional<Incident> known) {
		Optional<Incident> live = known.filter(Incident::isLive).filter((incident) -> incident.episode().fires(alert));
		if (live.isEmpty()) {
			return AlertOutcome.ignored(alert.fingerprint(), alert.subject(), "no open incident of this alert");
		}
		Instant at = (alert.endsAt() != null) ? alert.endsAt() : this.clock.instant();
		Incident incident = live.get().with(live.get().episode().resolved(alert, at));
		long firing = incident.episode().firing();
		if (firing > 0) {
			this.store.save(incident);
			return AlertOutcome.of(alert, Outcome.RESOLVED,
					"the incident goes on: %d more of its alerts fire".formatted(firing));
		}
		this.end.resolved(incident, at);
		return AlertOutcome.of(alert, Outcome.RESOLVED, null);
	}

}
