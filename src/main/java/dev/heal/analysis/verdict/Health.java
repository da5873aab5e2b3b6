package dev.heal.analysis.verdict;

import java.util.Optional;

import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.PodReading;

/**
 * Pods with which nothing is wrong.
 */
final class Health {

	private final PodReading pod;

	Health(PodReading pod) {
		this.pod = pod;
	}

	Optional<Verdict> verdict() {
		if (this.pod.phase().equals("Succeeded") || completed()) {
			return none("completed", 0.95, "its containers ended with success");
		}
		if (this.pod.phase().equals("Running") && allWell()) {
			boolean recovered = this.pod.containers().stream().anyMatch((container) -> container.recovered(this.pod));
			return recovered ? none("recovered", 0.85, "it was restarted once and has been well since")
					: none("healthy", 0.95, "all its containers run and are ready");
		}
		if (this.pod.phase().equals("Pending") && !this.pod.containers().isEmpty()) {
			return none("starting", 0.6, "it is still starting, and nothing is said against it");
		}
		return Optional.empty();
	}

	private boolean completed() {
		return !this.pod.containers().isEmpty() && this.pod.containers()
			.stream()
			.filter(ContainerReading::longRunning)
			.allMatch((container) -> !container.running()
					&& container.ended().filter((ending) -> ending.exitCode() == 0).isPresent()
					&& !this.pod.restartsAlways());
	}

	private boolean allWell() {
		return this.pod.containers()
			.stream()
			.filter(ContainerReading::longRunning)
			.allMatch((container) -> container.running() && container.ready());
	}

	private Optional<Verdict> none(String subtype, double confidence, String why) {
		return Optional.of(Verdict.of(Cause.NONE, subtype, confidence, null, why));
	}

}
