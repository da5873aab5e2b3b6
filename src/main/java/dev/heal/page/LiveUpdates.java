package dev.heal.page;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.heal.incident.FailureOverview;

/**
 * Tells open pages that something has changed, at most once a second.
 */
@Component
class LiveUpdates implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LiveUpdates.class);

	private static final int READERS = 200;

	// a sign of life for proxies that cut what is silent
	private static final int SILENCE = 20;

	private final Set<SseEmitter> readers = ConcurrentHashMap.newKeySet();

	private final ScheduledExecutorService clock = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("live-updates").daemon().factory());

	private final FailureOverview failures;

	private long told;

	private int silent;

	LiveUpdates(FailureOverview failures) {
		this.failures = failures;
		this.told = failures.changes();
		var _ = this.clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
	}

	/**
	 * Adds a page.
	 * @return what it listens to, which ends at once when too many do
	 */
	SseEmitter subscribe() {
		SseEmitter reader = new SseEmitter(0L);
		if (this.readers.size() >= READERS) {
			reader.complete();
			return reader;
		}
		reader.onCompletion(() -> this.readers.remove(reader));
		reader.onError((_) -> this.readers.remove(reader));
		greet(reader);
		this.readers.add(reader);
		return reader;
	}

	// without a first byte, whoever listens would wait for the headers until something
	// happens
	private static void greet(SseEmitter reader) {
		try {
			reader.send(SseEmitter.event().comment("listening"));
		}
		catch (IOException ex) {
			logger.debug("A page is gone already", ex);
		}
	}

	private void tick() {
		try {
			long now = this.failures.changes();
			if (now != this.told) {
				this.told = now;
				tell(SseEmitter.event().name("changed").data(String.valueOf(now)));
			}
			else if (++this.silent >= SILENCE) {
				tell(SseEmitter.event().comment("nothing new"));
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Open pages could not be told of changes", ex);
		}
	}

	private void tell(SseEmitter.SseEventBuilder event) {
		this.silent = 0;
		Set<DataWithMediaType> data = event.build();
		this.readers.forEach((reader) -> {
			try {
				reader.send(data);
			}
			catch (IOException | IllegalStateException ex) {
				this.readers.remove(reader);
			}
		});
	}

	// else a stop would wait for pages to be closed
	@EventListener
	void end(ContextClosedEvent event) {
		close();
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.readers.forEach(SseEmitter::complete);
	}

}
