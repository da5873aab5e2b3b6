package dev.heal.remediation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;

import dev.heal.remediation.Situation.Pods;

/**
 * Tells from a pod's status whether it fails or is healthy.
 *
 * @param healthyFor how long a pod must be ready to count as healthy
 * @param now the time
 */
record PodHealth(Duration healthyFor, Instant now) {

	private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

	/**
	 * Judges all pods together: the worst counts.
	 * @param pods the pods
	 * @return how they are
	 */
	Pods of(List<Pod> pods) {
		if (pods.stream().anyMatch(this::fails)) {
			return Pods.FAILING;
		}
		return (!pods.isEmpty() && pods.stream().allMatch(this::healthy)) ? Pods.HEALTHY : Pods.UNSETTLED;
	}

	boolean fails(Pod pod) {
		return "Failed".equals(pod.getStatus().getPhase())
				|| containers(pod.getStatus()).map(ContainerStatus::getState).anyMatch(PodHealth::fails) || hangs(pod);
	}

	// it runs, and is not ready for longer than a healthy pod needs
	private boolean hangs(Pod pod) {
		return "Running".equals(pod.getStatus().getPhase()) && pod.getStatus()
			.getConditions()
			.stream()
			.filter((condition) -> condition.getType().equals("Ready") && condition.getStatus().equals("False"))
			.anyMatch((condition) -> condition.getLastTransitionTime() != null
					&& settled(condition.getLastTransitionTime()));
	}

	private static boolean fails(ContainerState state) {
		if (state == null) {
			return false;
		}
		if (state.getWaiting() != null) {
			String reason = state.getWaiting().getReason();
			return reason != null && !ON_THE_WAY.contains(reason);
		}
		return state.getTerminated() != null && !Integer.valueOf(0).equals(state.getTerminated().getExitCode());
	}

	private boolean healthy(Pod pod) {
		if ("Succeeded".equals(pod.getStatus().getPhase())) {
			return true;
		}
		return pod.getStatus()
			.getConditions()
			.stream()
			.filter((condition) -> condition.getType().equals("Ready") && condition.getStatus().equals("True"))
			.anyMatch((condition) -> settled(condition.getLastTransitionTime()))
				&& pod.getStatus().getContainerStatuses().stream().allMatch(this::settled);
	}

	private boolean settled(ContainerStatus container) {
		ContainerState state = container.getState();
		return state == null || state.getRunning() == null || settled(state.getRunning().getStartedAt());
	}

	private boolean settled(String since) {
		return since == null || !Instant.parse(since).plus(this.healthyFor).isAfter(this.now);
	}

	private static Stream<ContainerStatus> containers(PodStatus status) {
		return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
	}

	static int restarts(Pod pod) {
		PodStatus status = pod.getStatus();
		return (status != null)
				? status.getContainerStatuses().stream().mapToInt(ContainerStatus::getRestartCount).sum() : 0;
	}

}
