package dev.heal.analysis.condition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;

/**
 * Probes: a container killed because one failed, or kept out of service by one.
 */
final class ProbeConditions implements Condition {

	private static final List<String> KINDS = List.of("Startup", "Liveness", "Readiness");

	private static final int OFTEN = 3;

	private static final Set<Integer> STOPPED = Set.of(137, 143);

	/**
	 * The exit codes of what was killed, or ended well when it was asked to.
	 */
	private static final Set<Integer> ENDED_BY_KILL = Set.of(0, 137, 143);

	/**
	 * How much a kill tells that an earlier instance suffered.
	 */
	private static final double EARLIER = 0.45;

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		return pod.containers()
			.stream()
			.filter((container) -> !container.recovered(pod) && !told(container))
			.flatMap((container) -> kill(pod, container).or(() -> unready(pod, container))
				.or(() -> timely(pod, container))
				.stream());
	}

	/**
	 * Events are gone after an hour: then the time at which a container is stopped, again
	 * and again, may be that which a probe allows.
	 * @param pod the pod
	 * @param container the container
	 * @return what is behind it
	 */
	private static Optional<ConditionFinding> timely(PodReading pod, ContainerReading container) {
		if (pod.beingDeleted() || container.restarts() < OFTEN) {
			return Optional.empty();
		}
		Duration grace = Duration.ofSeconds(pod.pod().at("/spec/terminationGracePeriodSeconds").asInt(30));
		return container.ended()
			.filter((ending) -> STOPPED.contains(ending.exitCode()))
			.flatMap((ending) -> ending.lasted()
				.flatMap((lasted) -> Stream.of("startup", "liveness")
					.map((kind) -> new ProbeSpec(container, kind))
					.filter((probe) -> probe.fits(lasted, grace))
					.findFirst()
					.map((probe) -> timely(container, ending, lasted, probe))));
	}

	private static ConditionFinding timely(ContainerReading container, Ending ending, Duration lasted,
			ProbeSpec probe) {
		String statement = "it was stopped after %d s, as long as its %s probe (%s) gives it to answer, and no event tells by whom"
			.formatted(lasted.toSeconds(), probe.kind(), probe.question());
		Remedy remedy = new Remedy("config-update", probe.field() + " of container " + container.name(),
				"See whether %s answers in container %s within %d s of its start: correct what the %s asks, or give it more time."
					.formatted(probe.question(), container.name(), probe.patience().toSeconds(), probe.field()));
		return new ConditionFinding(Cause.CONFIG, "probe-timing", 0.65, Weight.LEANS, container.name(), statement, null,
				"probe|timing",
				List.of(Anchor.pod("container %s ended with exit code %d after %d s".formatted(container.name(),
						ending.exitCode(), lasted.toSeconds()), ending.pointer() + "/exitCode"),
						Anchor.pod("the specification of its " + probe.kind() + " probe",
								container.specPointer() + "/" + probe.field())),
				remedy);
	}

	private static boolean told(ContainerReading container) {
		return container.ended().filter((ending) -> ending.reason().equals("OOMKilled")).isPresent();
	}

	private static Optional<ConditionFinding> kill(PodReading pod, ContainerReading container) {
		return killing(pod, container).map((killing) -> {
			boolean startup = killing.message().contains("startup") || failure(pod, container, "Liveness").isEmpty();
			String kind = startup ? "Startup" : "Liveness";
			return verdict(pod, container, kind, List.of(Anchor.event(killing)),
					endedItself(container, kind) ? EARLIER : 0.9);
		});
	}

	/**
	 * Whether the last instance ended before a probe can have had it killed.
	 * @param container the container
	 * @param kind the kind of the probe
	 * @return whether it ended by itself
	 */
	private static boolean endedItself(ContainerReading container, String kind) {
		Duration patience = new ProbeSpec(container, kind.toLowerCase(Locale.ROOT)).patience();
		return container.ended()
			.filter((ending) -> !ENDED_BY_KILL.contains(ending.exitCode()))
			.flatMap(Ending::lasted)
			.filter((lasted) -> lasted.compareTo(patience.dividedBy(2)) < 0)
			.isPresent();
	}

	/**
	 * Returns what says that a probe had the container killed.
	 * @param pod the pod
	 * @param container the container
	 * @return the last event of the kind
	 */
	static Optional<EventReading> killing(PodReading pod, ContainerReading container) {
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
