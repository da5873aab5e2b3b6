package dev.heal.incident;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

import dev.heal.incident.Incident.Sighting;
import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.leadership.Led;
import dev.heal.limits.Overload;

/**
 * The incidents that wait for a worker. It holds nothing that the store does not: at each
 * start it is filled from there.
 */
@Component
@ConditionalOnWebApplication
class IncidentQueue implements Led, Overload {

	private static final Logger logger = LoggerFactory.getLogger(IncidentQueue.class);

	private static final Duration DRAIN = Duration.ofSeconds(15);

	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final IncidentStore store;

	private final Responder responder;

	private final IncidentProperties properties;

	private final Turns turns = new Turns();

	private final Rush rush = new Rush(System::nanoTime);

	private final Map<String, Integer> troubles = new ConcurrentHashMap<>();

	private volatile @Nullable ExecutorService workers;

	IncidentQueue(IncidentStore store, Responder responder, IncidentProperties properties, MeterRegistry meters) {
		this.store = store;
		this.responder = responder;
		this.properties = properties;
		meters.gauge("heal.backlog", this.turns, Turns::size);
		meters.gauge("heal.backlog.age", this.turns, Turns::lateness);
	}

	@Override
	public Optional<String> objection() {
		int backlog = this.properties.backlog();
		return (this.turns.size() < backlog && this.store.unsettled() < 2L * backlog) ? Optional.empty()
				: Optional.of("Too many incidents wait already (heal.incident.backlog); try again.");
	}

	void noteIntake(int alerts) {
		this.rush.came(alerts);
	}

	void add(Incident incident) {
		this.turns.ask(incident.id(), Duration.ZERO);
	}

	// the more incidents are kept, the longer it takes, and nobody has to wait for it
	private void resume(ExecutorService shift) {
		try {
			while (!shift.isShutdown() && !tryToResume()) {
				Thread.sleep(this.properties.retryDelay());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean tryToResume() {
		try {
			resume();
			return true;
		}
		catch (RuntimeException ex) {
			logger.warn("The incidents that wait could not be read; trying again", ex);
			return false;
		}
	}

	private void resume() {
		this.store.refresh();
		this.store.list(Entry::isDue)
			.stream()
			.sorted(Comparator.comparing(Entry::createdAt))
			.forEach((entry) -> this.turns.ask(entry.id(), Duration.ZERO));
	}

	// one goes on whatever comes, so that what is old does not wait for all that is new
	private void workIn(ExecutorService shift, boolean first) {
		while (!shift.isShutdown()) {
			try {
				if (first || !this.rush.isOn()) {
					this.turns.take(PATIENCE).ifPresent((id) -> work(id, shift));
				}
				else {
					Thread.sleep(PATIENCE);
				}
			}
			catch (InterruptedException ex) {
				logger.trace("A worker was told to stop waiting", ex);
			}
		}
	}

	// whatever goes wrong, neither the worker nor the incident may end of it
	private void work(String id, ExecutorService shift) {
		try {
			find(id).filter(Incident::isDue)
				.map(this.responder::respond)
				.map(this::withPods)
				.filter(Incident::isDue)
				.ifPresent((tried) -> this.turns.ask(id, this.properties.delay(tried.progress().tries())));
			this.troubles.remove(id);
		}
		catch (Throwable ex) {
			if (shift.isShutdown()) {
				logger.info("Incident {} is taken up again after the next start", id);
			}
			else {
				logger.error("Incident {} could not be worked on; it is tried again", id, ex);
			}
			this.turns.ask(id, this.properties.delay(this.troubles.merge(id, 1, Integer::sum)));
		}
		finally {
			this.turns.giveBack(id);
		}
	}

	private Incident withPods(Incident incident) {
		addPods(incident);
		return incident;
	}

	/**
	 * Adds the pods that the incident of a workload has led to.
	 * @param incident the incident, of a workload or not
	 */
	void addPods(Incident incident) {
		Sighting sighting = incident.sighting();
		if (sighting != null && sighting.pods() != null) {
			sighting.pods().forEach((pod) -> this.turns.ask(incident.namespace() + "/" + pod, Duration.ZERO));
		}
	}

	private Optional<Incident> find(String id) {
		int slash = id.indexOf('/');
		return this.store.find(id.substring(0, slash), id.substring(slash + 1));
	}

	@Override
	public void start() {
		if (isRunning()) {
			return;
		}
		this.turns.clear();
		this.troubles.clear();
		ExecutorService shift = Executors.newFixedThreadPool(this.properties.workers(),
				Thread.ofPlatform().name("incident-", 0).daemon().factory());
		this.workers = shift;
		shift.execute(() -> workIn(shift, true));
		for (int i = 1; i < this.properties.workers(); i++) {
			shift.execute(() -> workIn(shift, false));
		}
		Thread.ofVirtual().name("resume").start(() -> resume(shift));
	}

	/**
	 * Lets the workers finish what they are at, and take nothing more. What takes too
	 * long is broken off between two steps.
	 */
	@Override
	public void stop() {
		ExecutorService shift = this.workers;
		this.workers = null;
		if (shift == null) {
			return;
		}
		shift.shutdown();
		try {
			if (!shift.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
				shift.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.workers != null;
	}

}
