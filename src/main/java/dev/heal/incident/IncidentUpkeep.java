package dev.heal.incident;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

import dev.heal.leadership.Led;
import dev.heal.remediation.Delays;
import dev.heal.remediation.Loop;

/**
 * Keeps the memory of a running service up to date, and small.
 */
@Component
@ConditionalOnWebApplication
class IncidentUpkeep implements Led {

	private static final Duration SETTLING = Duration.ofSeconds(1);

	private static final Duration JOINING = Duration.ofSeconds(2);

	private static final Duration NOTING = Duration.ofSeconds(5);

	private static final Duration REMEMBERING = Duration.ofMinutes(5);

	private final IncidentStore store;

	private final IncidentRoots roots;

	private final Memory memory;

	private final IncidentRetention retention;

	private final Duration interval;

	private @Nullable Loop refreshing;

	private @Nullable Loop cleaning;

	private @Nullable Loop settling;

	private @Nullable Loop remembering;

	private @Nullable Loop joining;

	private @Nullable Loop noting;

	IncidentUpkeep(IncidentStore store, IncidentRoots roots, Memory memory, IncidentRetention retention,
			@Value("${heal.retention.interval:10m}") Duration interval) {
		this.store = store;
		this.roots = roots;
		this.memory = memory;
		this.retention = retention;
		this.interval = interval;
	}

	@Override
	public void start() {
		stop();
		this.refreshing = Loop.start("reading of incidents", Delays.STATE, this.store::refresh);
		this.settling = Loop.start("writing of incidents", SETTLING, this.store::settle);
		this.remembering = Loop.start("index of incidents", REMEMBERING, this.store::remember);
		this.joining = Loop.start("joining of incidents", JOINING, this.roots::settle);
		this.noting = Loop.start("memory of failures", NOTING, this.memory::note);
		this.cleaning = Loop.start("retention of incidents", this.interval, this.retention::clean);
	}

	@Override
	public void stop() {
		close(this.refreshing);
		close(this.cleaning);
		close(this.settling);
		close(this.remembering);
		close(this.joining);
		close(this.noting);
		this.refreshing = null;
		this.settling = null;
		this.remembering = null;
		this.joining = null;
		this.noting = null;
		this.cleaning = null;
	}

	private static void close(@Nullable Loop loop) {
		if (loop != null) {
			loop.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.cleaning != null;
	}

}
