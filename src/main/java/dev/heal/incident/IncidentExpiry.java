package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.leadership.Led;
import dev.heal.remediation.Loop;

/**
 * Looks for incidents that have expired.
 */
@Component
@ConditionalOnWebApplication
class IncidentExpiry implements Led {

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

	private final IncidentStore store;

	private final IncidentEnd end;

	private final IncidentProperties properties;

	private final Clock clock;

	private volatile @Nullable Loop loop;

	IncidentExpiry(IncidentStore store, IncidentEnd end, IncidentProperties properties, Clock clock) {
		this.store = store;
		this.end = end;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void start() {
		stop();
		Duration tenth = this.properties.expireAfter().dividedBy(10);
		this.loop = Loop.start("expiry of incidents", (tenth.compareTo(LONGEST_PAUSE) < 0) ? tenth : LONGEST_PAUSE,
				this::expire);
	}

	@Override
	public void stop() {
		Loop started = this.loop;
		this.loop = null;
		if (started != null) {
			started.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.loop != null;
	}

	void expire() {
		Instant now = this.clock.instant();
		this.store.find(Entry::isNeeded)
			.stream()
			.filter((incident) -> this.end.isExpired(incident, now))
			.forEach((incident) -> expire(incident, now));
	}

	private void expire(Incident incident, Instant now) {
		this.store.locked(incident.namespace(), incident.pod(),
				() -> this.store.find(incident.namespace(), incident.pod())
					.map((current) -> this.end.ifExpired(current, now)));
	}

}
