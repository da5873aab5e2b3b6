package dev.heal.analysis.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;

/**
 * Other pods that are not well: many workloads that fail together on one node share the
 * node rather than a bug.
 */
final class NeighbourConditions implements Condition {

	private static final Duration TOGETHER = Duration.ofMinutes(5);

	/**
	 * A pod that was never well for as long has a fault of its own.
	 */
	private static final Duration WELL = Duration.ofMinutes(2);

	/**
	 * Exit codes from here on stand for signals.
	 */
	private static final int SIGNALS = 128;

	private static final String SYSTEM = "kube-system";

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		if (pod.condition("Ready").map(ConditionReading::isTrue).orElse(true) || pod.phase().equals("Succeeded")) {
			return Stream.empty();
		}
		return Stream.of(together(pod), nodeAgent(pod), dns(pod)).flatMap(Optional::stream);
	}

	private static Optional<ConditionFinding> together(PodReading pod) {
		List<Neighbour> others = fellWith(pod);
		boolean unrelated = others.stream().map(Neighbour::owner).distinct().count() >= 2
				&& others.stream().map(Neighbour::namespace).anyMatch((other) -> !other.equals(namespace(pod.pod())));
		String statement = "pods of other workloads on node " + pod.node() + " failed at the same time: "
				+ names(others);
		return unrelated ? Optional.of(found("node-shared", 0.8, statement, others, pod)) : Optional.empty();
	}

	private static List<Neighbour> fellWith(PodReading pod) {
		return fell(pod.pod())
			.map((time) -> neighbours(pod, "neighbours").filter((other) -> !other.owner().equals(ownerKey(pod.pod())))
				.filter((other) -> fell(other.pod()).map((then) -> Duration.between(time, then).abs())
					.filter((apart) -> apart.compareTo(TOGETHER) < 0)
					.isPresent())
				.toList())
			.orElse(List.of());
	}

	/**
	 * Returns when a pod that had been well ceased to be.
	 * @param pod the pod
	 * @return the time, empty when it never was well
	 */
	private static Optional<Instant> fell(JsonNode pod) {
		Optional<Instant> since = pod.at("/status/conditions")
			.valueStream()
			.filter((condition) -> condition.path("type").asString("").equals("Ready"))
			.map((condition) -> Times.of(condition.path("lastTransitionTime")))
			.flatMap(Optional::stream)
			.findFirst();
		Instant start = Times.of(pod.at("/status/startTime")).orElse(Instant.MAX);
		return since.filter((time) -> time.isAfter(start) && Duration.between(start, time).compareTo(WELL) > 0);
	}

	/**
	 * Looks at what gives pods their network and volumes, where a pod waits for them.
	 * @param pod the pod
	 * @return the finding
	 */
	private static Optional<ConditionFinding> nodeAgent(PodReading pod) {
		boolean started = pod.containers()
			.stream()
			.anyMatch((container) -> container.running() || container.ended().isPresent());
		List<Neighbour> agents = neighbours(pod, "neighbours").filter((other) -> other.namespace().equals(SYSTEM))
			.toList();
		String statement = "what serves node " + pod.node() + " is not well: " + names(agents);
		return (started || agents.isEmpty()) ? Optional.empty()
				: Optional.of(found("node-agent", 0.55, statement, agents, pod));
	}

	/**
	 * Looks at the servers of names, where a process gave up by itself.
	 * @param pod the pod
	 * @return the finding, a rival at best
	 */
	private static Optional<ConditionFinding> dns(PodReading pod) {
		boolean gaveUp = pod.containers()
			.stream()
			.flatMap((container) -> container.ended().stream())
			.anyMatch((ending) -> ending.exitCode() > 0 && ending.exitCode() < SIGNALS);
		List<Neighbour> servers = neighbours(pod, "system").filter((other) -> other.name().contains("dns")).toList();
		String statement = "the DNS of the cluster is not well: " + names(servers);
		return (!gaveUp || servers.isEmpty()) ? Optional.empty()
				: Optional.of(found("cluster-dns", 0.45, statement, servers, pod));
	}

	private static ConditionFinding found(String subtype, double confidence, String statement, List<Neighbour> others,
			PodReading pod) {
		List<Anchor> anchors = others.stream()
			.map((other) -> Anchor.around(other + " is not ready", other.pointer() + "/status/conditions"))
			.toList();
		return new ConditionFinding(Cause.INFRASTRUCTURE, subtype, confidence, Weight.LEANS, null, statement, null,
				subtype, anchors, new Remedy("cluster", "node " + pod.node(),
						"Look at node " + pod.node() + " and at " + names(others) + " before the application."));
	}

	private static Stream<Neighbour> neighbours(PodReading pod, String list) {
		JsonNode pods = pod.around().path(list);
		return IntStream.range(0, pods.size())
			.mapToObj((index) -> new Neighbour(pods.path(index), "/" + list + "/" + index))
			.filter((other) -> !other.pod().at("/metadata/uid").equals(pod.pod().at("/metadata/uid")));
	}

	private static String names(List<Neighbour> others) {
		return others.stream().limit(3).map(Neighbour::toString).collect(Collectors.joining(", "))
				+ ((others.size() > 3) ? " and %d more".formatted(others.size() - 3) : "");
	}

	private static String namespace(JsonNode pod) {
		return pod.at("/metadata/namespace").asString("");
	}

	private static String ownerKey(JsonNode pod) {
		String owner = PodReading.owner(pod).path("uid").asString("");
		return owner.isEmpty() ? pod.at("/metadata/uid").asString("") : owner;
	}

	/**
	 * Another pod that is not well.
	 *
	 * @param pod the pod, in part
	 * @param pointer its JSON pointer in the surroundings
	 */
	private record Neighbour(JsonNode pod, String pointer) {

		private String namespace() {
			return NeighbourConditions.namespace(this.pod);
		}

		private String name() {
			return this.pod.at("/metadata/name").asString("");
		}

		private String owner() {
			return ownerKey(this.pod);
		}

		@Override
		public String toString() {
			return namespace() + "/" + name();
		}

	}

}
