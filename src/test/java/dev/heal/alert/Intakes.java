package dev.heal.alert;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * Ways in for alerts that tests raise.
 */
public final class Intakes {

	private Intakes() {
	}

	public static AlertIntake of(AlertHandler handler, String... namespaces) {
		return of(handler, new SimpleMeterRegistry(), namespaces);
	}

	static AlertIntake of(AlertHandler handler, MeterRegistry meters, String... namespaces) {
		return new AlertIntake(handler, new AlertProperties(Map.of("cluster", "east"), List.of(namespaces),
				List.of("pod"), List.of("namespace"), List.of("container"), List.of("task_id"), List.of("heal-")),
				meters);
	}

}
