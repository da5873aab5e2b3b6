package dev.heal.remediation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;

/**
 * Counts the remediations by phase.
 */
@Component
class RemediationMetrics {

	private static final List<String> PHASES = List.of("pending", "running", "succeeded", "failed");

	private final MultiGauge remediations;

	RemediationMetrics(MeterRegistry meters) {
		this.remediations = MultiGauge.builder("heal.remediations")
			.description("CodeRuns that Heal started, by phase")
			.register(meters);
		count(List.of());
	}

	final void count(List<CodeRun> runs) {
		Map<String, Long> counts = runs.stream()
			.collect(Collectors.groupingBy(RemediationMetrics::phase, Collectors.counting()));
		this.remediations.register(PHASES.stream()
			.map((phase) -> Row.of(Tags.of("phase", phase), counts.getOrDefault(phase, 0L)))
			.toList(), true);
	}

	private static String phase(CodeRun run) {
		String phase = run.phase().toLowerCase(Locale.ROOT);
		return switch (phase) {
			case "completed" -> "succeeded";
			case "running", "succeeded", "failed" -> phase;
			default -> "pending";
		};
	}

}
