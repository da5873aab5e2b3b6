package dev.heal.analysis.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;

/**
 * Pods that are being deleted: on purpose, which is no failure, or without an end.
 */
final class DeletionConditions implements Condition {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		return pod.deletionTime().map((time) -> finding(pod, time)).stream();
	}

	private static ConditionFinding finding(PodReading pod, Instant deletion) {
		boolean late = Duration.between(deletion, pod.now()).compareTo(PATIENCE) > 0;
		return (late || heldBack(pod)) ? stuck(pod) : leaving(pod);
	}

	/**
	 * Tells whether only a finalizer keeps it: all its containers have ended.
	 * @param pod the pod
	 * @return whether it is held back; false where only the Job's own accounting is left
	 */
	private static boolean heldBack(PodReading pod) {
		boolean held = pod.pod()
			.at("/metadata/finalizers")
			.valueStream()
			.anyMatch((finalizer) -> !finalizer.asString("").equals("batch.kubernetes.io/job-tracking"));
		return held && !pod.containers().isEmpty()
				&& pod.containers()
					.stream()
					.noneMatch((container) -> container.running() || container.status().isMissingNode());
	}

	private static ConditionFinding stuck(PodReading pod) {
		String finalizers = pod.pod()
			.at("/metadata/finalizers")
			.valueStream()
			.map((finalizer) -> finalizer.asString(""))
			.collect(Collectors.joining(", "));
		Optional<EventReading> kill = pod
			.lastEvent((event) -> event.reason().equals("FailedKillPod") || event.reason().equals("FailedUnMount"));
		String why = finalizers.isEmpty()
				? kill.map((event) -> Text.gist(event.message()))
					.orElse("the kubelet of " + pod.node() + " has not ended it")
				: "its finalizers are not removed: " + finalizers;
		return found(Cause.INFRASTRUCTURE, "stuck-terminating", 0.85, Weight.DECIDES,
				"it should be gone since " + pod.deletionTime().map(Instant::toString).orElse("long") + ": " + why,
				new Remedy("cluster", finalizers.isEmpty() ? "node " + pod.node() : "finalizers " + finalizers,
						finalizers.isEmpty()
								? "Look at node " + pod.node() + "; delete the pod by force when the node is gone."
								: "Let the controllers of the finalizers finish, or remove " + finalizers + "."));
	}

	private static ConditionFinding leaving(PodReading pod) {
		return found(Cause.NONE, "terminating", crashing(pod) ? 0.5 : 0.9, Weight.LEANS,
				"it is being deleted, as in a roll-out, a drain or a scale-down",
				new Remedy("none", null, "Nothing: the pod was deleted on purpose."));
	}

	private static boolean crashing(PodReading pod) {
		return pod.containers().stream().anyMatch((container) -> container.waitingReason().equals("CrashLoopBackOff"));
	}

	private static ConditionFinding found(Cause cause, String subtype, double confidence, Weight weight,
			String statement, Remedy remedy) {
		return new ConditionFinding(cause, subtype, confidence, weight, null, statement, null, subtype,
				List.of(Anchor.pod("the pod is being deleted", "/metadata/deletionTimestamp")), remedy);
	}

}
