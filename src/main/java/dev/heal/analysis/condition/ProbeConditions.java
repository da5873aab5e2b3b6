package dev.heal.analysis.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;

/**
 * Probes: a container killed because one failed, or kept out of service by one.
 */
final class ProbeConditions implements Condition {

	private static final List<String> KINDS = List.of("Startup", "Liveness", "Readiness");

	private static final int OFTEN = 3;

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		return pod.containers()
			.stream()
			.filter((container) -> !container.recovered(pod) && !told(container))
			.flatMap((container) -> kill(pod, container).or(() -> unready(pod, container)).stream());
	}

	private static boolean told(ContainerReading container) {
		return container.ended().filter((ending) -> ending.reason().equals("OOMKilled")).isPresent();
	}

	private static Optional<ConditionFinding> kill(PodReading pod, ContainerReading container) {
		return killing(pod, container).map((killing) -> {
			boolean startup = killing.message().contains("startup") || failure(pod, container, "Liveness").isEmpty();
			String kind = startup ? "Startup" : "Liveness";
			return verdict(pod, container, kind, List.of(Anchor.event(killing)), 0.9);
		});
	}

	private static Optional<EventReading> killing(PodReading pod, ContainerReading container) {
		return pod
			.lastEvent((event) -> event.reason().equals("Killing") && about(event, container)
					&& event.message().matches("(?s).*(?:liveness|startup) probe.*|.*unhealthy.*"))
			.filter((event) -> container.ended().isPresent() || container.waiting() || container.restarts() > 0);
	}

	private static Optional<ConditionFinding> unready(PodReading pod, ContainerReading container) {
		if (!container.running() || pod.beingDeleted()) {
			return Optional.empty();
		}
		if (container.ready()) {
			return erring(pod, container).map((kind) -> verdict(pod, container, kind, List.of(), 0.6));
		}
		return KINDS.stream()
			.filter((kind) -> failure(pod, container, kind).isPresent())
			.findFirst()
			.map((kind) -> verdict(pod, container, kind, List.of(), container.ended().isPresent() ? 0.4 : 0.7));
	}

	/**
	 * Looks for a probe that cannot even be run, again and again: the kubelet does not
	 * act on that.
	 * @param pod the pod
	 * @param container the container
	 * @return the kind of the probe
	 */
	private static Optional<String> erring(PodReading pod, ContainerReading container) {
		int errors = pod.events()
			.stream()
			.filter((event) -> event.message().contains("probe errored") && about(event, container))
			.mapToInt(EventReading::count)
			.sum();
		return KINDS.stream()
			.filter((kind) -> errors >= OFTEN
					&& failure(pod, container, kind).filter((event) -> event.message().contains("probe errored"))
						.isPresent())
			.findFirst();
	}

	private static ConditionFinding verdict(PodReading pod, ContainerReading container, String kind,
			List<Anchor> proofs, double confidence) {
		Optional<EventReading> failure = failure(pod, container, kind);
		ProbeFailure read = new ProbeFailure(container, kind, failure.map(EventReading::message).orElse(""));
		List<Anchor> anchors = new ArrayList<>(proofs);
		failure.map(Anchor::event).ifPresent(anchors::add);
		read.specAnchor().ifPresent(anchors::add);
		return new ConditionFinding(read.cause(), read.subtype(), confidence * read.certainty(), Weight.LEANS,
				container.name(), read.statement(!proofs.isEmpty()),
				failure.map(EventReading::message).map(Text::gist).orElse(null), "probe|" + read.subtype(), anchors,
				read.remedy());
	}

	private static Optional<EventReading> failure(PodReading pod, ContainerReading container, String kind) {
		return pod.lastEvent((event) -> (event.reason().equals("Unhealthy") || event.reason().startsWith("Probe"))
				&& about(event, container)
				&& (event.message().startsWith(kind) || event.message().contains("events): " + kind)));
	}

	private static boolean about(EventReading event, ContainerReading container) {
		String named = event.container();
		return (named == null) || named.equals(container.name());
	}

}
