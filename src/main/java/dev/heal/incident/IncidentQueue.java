package dev.heal.incident;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The incidents that wait for a worker. It holds nothing that the store does not: after a
 * restart it is filled from there.
 */
@Component
@ConditionalOnWebApplication
class IncidentQueue implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(IncidentQueue.class);

	private static final Duration DRAIN = Duration.ofSeconds(20);

	private final IncidentStore store;

	private final Responder responder;

	private final IncidentProperties properties;

	private final Set<String> waiting = ConcurrentHashMap.newKeySet();

	private volatile ExecutorService workers;

	private volatile boolean running;

	IncidentQueue(IncidentStore store, Responder responder, IncidentProperties properties, MeterRegistry meters) {
		this.store = store;
		this.responder = responder;
		this.properties = properties;
		this.workers = workers(properties);
		meters.gauge("heal.backlog", this.waiting, Set::size);
	}

	private static ExecutorService workers(IncidentProperties properties) {
		return Executors.newFixedThreadPool(properties.workers(),
				Thread.ofPlatform().name("incident-", 0).daemon().factory());
	}

	boolean isFull() {
		return this.waiting.size() >= this.properties.backlog();
	}

	void add(Incident incident) {
		schedule(incident, Duration.ZERO);
	}

	@EventListener(ApplicationReadyEvent.class)
	void resume() {
		this.store.all().stream().filter(Incident::isDue).forEach(this::add);
	}

	private void schedule(Incident incident, Duration delay) {
		if (this.waiting.add(incident.id()) && !this.workers.isShutdown()) {
			CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this.workers)
				.execute(() -> work(incident));
		}
	}

	private void work(Incident incident) {
		this.waiting.remove(incident.id());
		try {
			this.store.find(incident.namespace(), incident.pod())
				.filter(Incident::isDue)
				.map(this.responder::respond)
				.filter(Incident::isDue)
				.ifPresent((tried) -> schedule(tried, this.properties.delay(tried.progress().tries())));
		}
		catch (RuntimeException ex) {
			logger.error("Incident {} could not be worked on; it is tried again", incident.id(), ex);
			schedule(incident, this.properties.maxRetryDelay());
		}
	}

	// also after a stop: Spring pauses contexts and lets them go on
	@Override
	public void start() {
		if (this.workers.isShutdown()) {
			this.workers = workers(this.properties);
			this.waiting.clear();
			resume();
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.workers.shutdown();
		try {
			if (!this.workers.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
				this.workers.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
