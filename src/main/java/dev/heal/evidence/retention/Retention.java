package dev.heal.evidence.retention;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.heal.evidence.OpenIncidents;
import dev.heal.evidence.RecordedEndings;
import dev.heal.evidence.retention.Inventory.Kept;
import dev.heal.leadership.Led;
import dev.heal.workspace.Workspace;

/**
 * Deletes evidence that is too old, or too much, the oldest first and never that of an
 * open incident.
 */
@Component
class Retention implements Led, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Retention.class);

	/**
	 * Whoever still writes to a file does so more often than this.
	 */
	private static final Duration ABANDONED = Duration.ofHours(1);

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("retention").daemon().factory());

	private final Workspace workspace;

	private final Inventory inventory;

	private final RecordedEndings endings;

	private final ObjectProvider<OpenIncidents> incidents;

	private final RetentionProperties properties;

	private final Clock clock;

	private volatile @Nullable Future<?> rounds;

	Retention(Workspace workspace, Inventory inventory, RecordedEndings endings,
			ObjectProvider<OpenIncidents> incidents, RetentionProperties properties, Clock clock) {
		this.workspace = workspace;
		this.inventory = inventory;
		this.endings = endings;
		this.incidents = incidents;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void start() {
		stop();
		long interval = this.properties.interval().toMillis();
		this.rounds = this.thread.scheduleWithFixedDelay(this::run, interval, interval, TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		Future<?> started = this.rounds;
		this.rounds = null;
		if (started != null) {
			started.cancel(false);
		}
	}

	@Override
	public boolean isRunning() {
		return this.rounds != null;
	}

	private void run() {
		try {
			clean();
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("Old evidence could not be deleted; it is tried again", ex);
		}
	}

	/**
	 * Deletes what need not be kept, and more of it when the volume is nearly full.
	 * @throws IOException if a folder cannot be read
	 */
	void clean() throws IOException {
		this.workspace.deleteAbandoned(ABANDONED);
		this.endings.clean(this.clock.instant());
		List<Kept> kept = this.inventory.all().stream().sorted(Comparator.comparing(Kept::time)).toList();
		long size = kept.stream().mapToLong(Kept::bytes).sum();
		for (Kept evidence : kept) {
			boolean isTooMuch = size > this.properties.size().toBytes() || this.workspace.isShortOfSpace();
			if (isOld(evidence) || (isTooMuch && evidence.type() != Kept.Type.STRAY)) {
				size -= tryToDelete(evidence);
			}
		}
	}

	private boolean isOld(Kept evidence) {
		return evidence.time().isBefore(this.clock.instant().minus(this.properties.age()));
	}

	// One that cannot be deleted never keeps the others
	private long tryToDelete(Kept evidence) {
		try {
			if (isNeeded(evidence)) {
				return 0;
			}
			delete(evidence);
			return evidence.bytes();
		}
		catch (RuntimeException ex) {
			logger.warn("The evidence of {} could not be deleted namespace={} pod={}", evidence.time(),
					evidence.namespace(), evidence.pod(), ex);
			return 0;
		}
	}

	private boolean isNeeded(Kept evidence) {
		OpenIncidents known = this.incidents.getIfAvailable();
		return evidence.type() == Kept.Type.LATEST
				&& (known == null || known.isOpen(evidence.namespace(), evidence.pod()));
	}

	private void delete(Kept evidence) {
		OpenIncidents known = this.incidents.getIfAvailable();
		if (known == null || evidence.type() != Kept.Type.LATEST) {
			this.inventory.delete(evidence);
		}
		else {
			known.forget(evidence.namespace(), evidence.pod(), () -> this.inventory.delete(evidence));
		}
		logger.info("Deleted evidence of {} namespace={} pod={}", evidence.time(), evidence.namespace(),
				evidence.pod());
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
