package dev.heal.analysis.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;
import dev.heal.analysis.condition.ContainerReading.Kind;

/**
 * Pods that wait too long for something, without any message that says so.
 */
final class PendingConditions implements Condition {

	private static final Duration LIMIT = Duration.ofMinutes(5);

	private static final Fact NOTHING = new Fact(Fact.Source.POD, "", "", null, Instant.EPOCH, Anchor.pod("", ""));

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		return Stream
			.of(unknownPhase(pod), readinessGate(pod), unknownScheduler(pod), missingNode(pod), creating(pod),
					initHangs(pod), sidecarBlocksJob(pod))
			.flatMap(Optional::stream);
	}

	private static Optional<ConditionFinding> unknownPhase(PodReading pod) {
		return when(pod.phase().equals("Unknown"),
				found(Cause.INFRASTRUCTURE, "node-lost", 0.9, "the kubelet of node " + pod.node() + " is silent",
						"/status/phase", cluster("node " + pod.node(), "Bring node " + pod.node() + " back.")));
	}

	private static Optional<ConditionFinding> readinessGate(PodReading pod) {
		return pod.condition("Ready")
			.filter((ready) -> !ready.isTrue() && ready.reason().equals("ReadinessGatesNotReady"))
			.map((ready) -> {
				ReadinessGates gates = new ReadinessGates(pod, ready);
				return found(Cause.EXTERNAL_DEPENDENCY, "readiness-gate", 0.85,
						"its readiness gate " + gates.names() + " is not open: " + gates.words(), ready.pointer(),
						new Remedy("dependency", "readiness gate " + gates.names(),
								"Look at the controller that sets " + gates.names() + ": " + gates.words()));
			});
	}

	private static Optional<ConditionFinding> unknownScheduler(PodReading pod) {
		String scheduler = pod.pod().at("/spec/schedulerName").asString("default-scheduler");
		boolean silent = waiting(pod) && !pod.scheduled() && pod.condition("PodScheduled").isEmpty()
				&& pod.events().isEmpty();
		if (scheduler.equals("default-scheduler")) {
			return when(silent && age(pod).compareTo(LIMIT) > 0,
					found(Cause.INFRASTRUCTURE, "scheduler-silent", 0.6, "the scheduler has not looked at it",
							"/status/phase", cluster("scheduler", "Look at the scheduler.")));
		}
		return when(silent,
				found(Cause.CONFIG, "unknown-scheduler", 0.85, "no scheduler named " + scheduler + " takes it",
						"/spec/schedulerName", new Remedy("config-update", "schedulerName " + scheduler,
								"Correct schedulerName " + scheduler + ", or run that scheduler.")));
	}

	private static Optional<ConditionFinding> missingNode(PodReading pod) {
		boolean silent = waiting(pod) && !pod.node().isEmpty() && pod.pod().at("/status/startTime").isMissingNode()
				&& pod.containers().stream().allMatch((container) -> container.status().isMissingNode());
		boolean byHand = pod.lastEvent((event) -> event.reason().equals("Scheduled")).isEmpty();
		return when(
				silent && (byHand || age(pod).compareTo(LIMIT) > 0), byHand
						? found(Cause.CONFIG, "missing-node", 0.8,
								"it is bound to node " + pod.node() + " by name, and no kubelet there takes it",
								"/spec/nodeName",
								new Remedy("config-update", "nodeName " + pod.node(),
										"Take nodeName " + pod.node()
												+ " out of the pod template, or name an existing node."))
						: found(Cause.INFRASTRUCTURE, "node-lost", 0.7,
								"the kubelet of node " + pod.node() + " is silent", "/spec/nodeName",
								cluster("node " + pod.node(), "Look at the kubelet of node " + pod.node() + ".")));
	}

	private static Optional<ConditionFinding> creating(PodReading pod) {
		return when(waiting(pod) && Stage.CREATING.holds(NOTHING, pod) && age(pod).compareTo(LIMIT) > 0,
				found(Cause.INFRASTRUCTURE, "creating-too-long", 0.5,
						"its containers are not created after " + age(pod).toMinutes() + " min", "/status/phase",
						cluster("node " + pod.node(),
								"Look at the volumes, the network and the kubelet of node " + pod.node() + ".")));
	}

	private static Optional<ConditionFinding> initHangs(PodReading pod) {
		return pod.containers()
			.stream()
			.filter((container) -> container.kind() == Kind.INIT
					&& container.runningFor(pod.now()).compareTo(LIMIT) > 0)
			.findFirst()
			.map((container) -> new ConditionFinding(Cause.UNKNOWN, "init-hangs", 0.5, Weight.ASKS_LOG,
					container.name(),
					"it has been running for "
							+ container.runningFor(pod.now()).toMinutes() + " min, and the pod waits for its end",
					null, "init-hangs",
					List.of(Anchor.pod("init container " + container.name() + " runs since",
							container.pointer() + "/state/running/startedAt")),
					new Remedy("investigate", "init container " + container.name(),
							"Find out what init container " + container.name() + " waits for.")));
	}

	private static Optional<ConditionFinding> sidecarBlocksJob(PodReading pod) {
		List<ContainerReading> regular = pod.containers()
			.stream()
			.filter((container) -> container.kind() == Kind.REGULAR)
			.toList();
		boolean done = regular.stream()
			.anyMatch((container) -> container.ended().filter((ending) -> ending.exitCode() == 0).isPresent()
					&& !container.running());
		return when(pod.ownerKind().filter("Job"::equals).isPresent() && done && !pod.beingDeleted(),
				regular.stream().filter(ContainerReading::running).findFirst())
			.map((running) -> found(Cause.CONFIG, "sidecar-blocks-job", 0.8,
					"container " + running.name() + " goes on running, so that its Job never ends",
					running.pointer() + "/state/running",
					new Remedy("config-update", "container " + running.name(), "Make " + running.name()
							+ " an init container with restartPolicy Always, or let it end with the main container.")));
	}

	private static boolean waiting(PodReading pod) {
		return pod.phase().equals("Pending") && !pod.beingDeleted();
	}

	private static Duration age(PodReading pod) {
		return pod.created().map((created) -> Duration.between(created, pod.now())).orElse(Duration.ZERO);
	}

	private static Remedy cluster(String target, String text) {
		return new Remedy("cluster", target, text);
	}

	private static ConditionFinding found(Cause cause, String subtype, double confidence, String statement,
			String pointer, Remedy remedy) {
		return new ConditionFinding(cause, subtype, confidence, Weight.DECIDES, null, statement, null, subtype,
				List.of(Anchor.pod(statement, pointer)), remedy);
	}

	private static Optional<ConditionFinding> when(boolean holds, ConditionFinding finding) {
		return holds ? Optional.of(finding) : Optional.empty();
	}

	private static <T> Optional<T> when(boolean holds, Optional<T> value) {
		return holds ? value : Optional.empty();
	}

}
