package dev.heal.incident;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Delays;
import dev.heal.remediation.Loop;

/**
 * Keeps the memory of a running service up to date, and small.
 */
@Component
@ConditionalOnWebApplication
class IncidentUpkeep implements AutoCloseable {

	private final IncidentStore store;

	private final IncidentRetention retention;

	private final Duration interval;

	private @Nullable Loop refreshing;

	private @Nullable Loop cleaning;

	IncidentUpkeep(IncidentStore store, IncidentRetention retention,
			@Value("${heal.retention.interval:10m}") Duration interval) {
		this.store = store;
		this.retention = retention;
		this.interval = interval;
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		this.refreshing = Loop.start("reading of incidents", Delays.STATE, this.store::refresh);
		this.cleaning = Loop.start("retention of incidents", this.interval, this.retention::clean);
	}

	@Override
	public void close() {
		if (this.refreshing != null) {
			this.refreshing.close();
		}
		if (this.cleaning != null) {
			this.cleaning.close();
		}
	}

}
