package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.heal.incident.IncidentIndex.Entry;

/**
 * Looks for incidents that have expired.
 */
@Component
@ConditionalOnWebApplication
class IncidentExpiry implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(IncidentExpiry.class);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("expiry").daemon().factory());

	private final IncidentStore store;

	private final IncidentEnd end;

	private final IncidentProperties properties;

	private final Clock clock;

	IncidentExpiry(IncidentStore store, IncidentEnd end, IncidentProperties properties, Clock clock) {
		this.store = store;
		this.end = end;
		this.properties = properties;
		this.clock = clock;
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		Duration tenth = this.properties.expireAfter().dividedBy(10);
		long pause = Math.max(1, ((tenth.compareTo(LONGEST_PAUSE) < 0) ? tenth : LONGEST_PAUSE).toMillis());
		Future<?> _ = this.thread.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
	}

	private void run() {
		try {
			expire();
		}
		catch (Exception | Error ex) {
			logger.error("Incidents could not be looked through for those that have expired; this is tried again", ex);
		}
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

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
