package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.ContainerReading.Kind;
import dev.heal.analysis.condition.PodReading;

/**
 * What has become of the pod since its container failed: whether that runs again, and who
 * suffers from it.
 */
final class Aftermath {

	private final PodReading pod;

	private final Optional<ContainerReading> failed;

	Aftermath(PodReading pod, Verdict verdict) {
		this.pod = pod;
		this.failed = Optional.ofNullable(verdict.container()).flatMap(pod::container);
	}

	/**
	 * Says so in a clause that can follow a sentence.
	 * @return the clause, empty when there is nothing to say
	 */
	String clause() {
		return this.failed
			.map((container) -> Stream.of(again(container), waiting(container), unready(container))
				.flatMap(Optional::stream)
				.map((clause) -> "; " + clause)
				.collect(Collectors.joining()))
			.orElse("");
	}

	private static Optional<String> again(ContainerReading container) {
		return container.runsAgain() ? Optional
			.of("it has been running again since " + container.status().at("/state/running/startedAt").asString("then"))
				: Optional.empty();
	}

	private Optional<String> waiting(ContainerReading container) {
		boolean first = container.kind() == Kind.INIT || container.kind() == Kind.SIDECAR;
		return first
				? names((other) -> other.waitingReason().equals("PodInitializing")).map((names) -> names
						+ " cannot start until it " + ((container.kind() == Kind.INIT) ? "has ended" : "has started"))
				: Optional.empty();
	}

	private Optional<String> unready(ContainerReading container) {
		boolean down = container.longRunning() && !container.running();
		return down ? names((other) -> !other.equals(container) && other.running() && !other.ready())
			.map((names) -> names + " runs but is not ready meanwhile") : Optional.empty();
	}

	private Optional<String> names(Predicate<ContainerReading> which) {
		List<String> names = this.pod.containers()
			.stream()
			.filter(ContainerReading::longRunning)
			.filter(which)
			.map(ContainerReading::name)
			.toList();
		return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
	}

}
