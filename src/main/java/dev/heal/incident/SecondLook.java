package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.heal.evidence.EvidenceCollector;
import dev.heal.incident.Incident.Sighting;
import dev.heal.remediation.IncidentState;

/**
 * Looks again at what an alert keeps firing for, where nobody is at work on it: it may
 * fail of something else by now. One thread asks the API server, and for one incident not
 * more often than every few seconds, so that a storm of repeats costs nothing.
 */
@Component
class SecondLook implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SecondLook.class);

	private static final int WAITING = 1_000;

	private static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Set<IncidentState> IDLE = Set.of(IncidentState.REPORTED, IncidentState.QUEUED,
			IncidentState.AWAITING_APPROVAL, IncidentState.ESCALATED);

	private final Cache<String, Boolean> looked = Caffeine.newBuilder()
		.maximumSize(10L * WAITING)
		.expireAfterWrite(PAUSE)
		.build();

	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(WAITING), Thread.ofPlatform().name("second-look").daemon().factory(),
			new ThreadPoolExecutor.DiscardPolicy());

	private final EvidenceCollector collector;

	private final IncidentStore store;

	private final IncidentQueue queue;

	private final Clock clock;

	SecondLook(EvidenceCollector collector, IncidentStore store, IncidentQueue queue, Clock clock) {
		this.collector = collector;
		this.store = store;
		this.queue = queue;
		this.clock = clock;
	}

	/**
	 * Looks again, soon.
	 * @param incident the incident whose alert has come again
	 */
	void ask(Incident incident) {
		if (isIdle(incident) && this.looked.asMap().putIfAbsent(incident.id(), true) == null) {
			this.thread.execute(() -> look(incident));
		}
	}

	private static boolean isIdle(Incident incident) {
		return IDLE.contains(incident.progress().state()) && !incident.isDue();
	}

	private void look(Incident incident) {
		try {
			if (incident.isOfWorkload() || differs(incident)) {
				again(incident, "looked at again: it is not as it was");
			}
		}
		catch (RuntimeException ex) {
			logger.info("Could not look again at {}: {}", incident.id(), ex.getMessage());
		}
	}

	private boolean differs(Incident incident) {
		Optional<String> then = Optional.ofNullable(incident.sighting()).map(Sighting::mark);
		Optional<String> now = this.collector.mark(incident.namespace(), incident.pod());
		return now.isPresent() && !now.equals(then);
	}

	/**
	 * Looks again whether it differs or not.
	 * @param incident the incident
	 */
	void again(Incident incident) {
		again(incident, "looked at again, as somebody asked for it");
	}

	private void again(Incident incident, String reason) {
		this.store
			.update(incident.namespace(), incident.pod(),
					(current) -> (isIdle(current) && current.isLive())
							? current.settled(IncidentState.ACCEPTED, reason, this.clock.instant()) : current)
			.filter(Incident::isDue)
			.ifPresent(this.queue::add);
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
