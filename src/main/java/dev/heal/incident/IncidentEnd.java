package dev.heal.incident;

import java.time.Clock;
import java.time.Instant;

import org.springframework.stereotype.Component;

import dev.heal.remediation.IncidentState;
import dev.heal.remediation.Remediations;

/**
 * How incidents end that nobody works on any more. Whoever calls holds the lock of the
 * incident.
 */
@Component
class IncidentEnd {

	private final IncidentStore store;

	private final ReportFiles reports;

	private final Remediations remediations;

	private final IncidentProperties properties;

	private final Clock clock;

	IncidentEnd(IncidentStore store, ReportFiles reports, Remediations remediations, IncidentProperties properties,
			Clock clock) {
		this.store = store;
		this.reports = reports;
		this.remediations = remediations;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Ends an incident none of whose alerts fires any more. Only an agent's work is still
	 * watched to its end.
	 * @param incident the incident
	 * @param at when the last alert was resolved
	 */
	void resolved(Incident incident, Instant at) {
		Incident ended = incident.with(incident.episode().ended(at));
		boolean isWatched = ended.progress().state() == IncidentState.VERIFYING;
		this.store.save(isWatched ? ended : closed(ended, "alert resolved"));
		this.reports.note(ended, "The alert was resolved at %s.".formatted(at));
		withdraw(ended, "the alert is resolved");
	}

	/**
	 * Ends an incident that nothing has been heard of for too long: its alert was
	 * resolved, and nobody told.
	 * @param incident the incident
	 * @param now the time
	 * @return the incident as it is now
	 */
	Incident ifExpired(Incident incident, Instant now) {
		if (!isExpired(incident, now)) {
			return incident;
		}
		String reason = "expired: no sign of life since %s (heal.incident.expire-after)"
			.formatted(incident.lastSignOfLife());
		Incident closed = closed(incident.with(incident.episode().ended(now)), reason);
		this.store.save(closed);
		this.reports.note(closed, "The incident has " + reason + ".");
		withdraw(closed, "the incident has expired");
		return closed;
	}

	boolean isExpired(Incident incident, Instant now) {
		return incident.isLive() && !incident.progress().state().isUnfinished()
				&& incident.lastSignOfLife().plus(this.properties.expireAfter()).isBefore(now);
	}

	private Incident closed(Incident incident, String reason) {
		return incident.settled(IncidentState.CLOSED, reason, this.clock.instant());
	}

	private void withdraw(Incident ended, String reason) {
		String failure = ended.failure();
		if (failure != null && !this.store.isAwaited(failure)) {
			this.remediations.withdraw(failure, reason);
		}
	}

}
