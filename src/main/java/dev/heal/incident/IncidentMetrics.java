package dev.heal.incident;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

import dev.heal.leadership.Led;
import dev.heal.remediation.Delays;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.Loop;

/**
 * Counts the incidents that are kept by state.
 */
@Component
@ConditionalOnWebApplication
class IncidentMetrics implements Led {

	private final IncidentStore store;

	private final MultiGauge incidents;

	private volatile @Nullable Loop loop;

	IncidentMetrics(IncidentStore store, MeterRegistry meters) {
		this.store = store;
		this.incidents = MultiGauge.builder("heal.incidents")
			.description("Incidents that are kept, by state")
			.register(meters);
	}

	void count() {
		Map<IncidentState, Long> counts = this.store.list((_) -> true)
			.stream()
			.collect(Collectors.groupingBy(IncidentIndex.Entry::state, Collectors.counting()));
		this.incidents.register(Stream.of(IncidentState.values())
			.map((state) -> Row.of(Tags.of("state", state.text()), counts.getOrDefault(state, 0L)))
			.toList(), true);
	}

	@Override
	public void start() {
		if (!isRunning()) {
			this.loop = Loop.start("count the incidents", Delays.METRICS, this::count);
		}
	}

	@Override
	public void stop() {
		Loop counting = this.loop;
		this.loop = null;
		if (counting != null) {
			counting.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.loop != null;
	}

}
