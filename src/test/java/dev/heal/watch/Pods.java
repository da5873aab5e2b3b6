package dev.heal.watch;

import java.time.Instant;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/**
 * Pods in the states that the rules are about. All of them are {@code shop/web-0}, and
 * were created at {@link #START}.
 */
final class Pods {

	static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

	private Pods() {
	}

	static Pod pod(String phase, boolean ready, ContainerStatus... containers) {
		return new PodBuilder().withNewMetadata()
			.withNamespace("shop")
			.withName("web-0")
			.withUid("u-1")
			.withCreationTimestamp(START.toString())
			.endMetadata()
			.withNewSpec()
			.addNewContainer()
			.withName("web")
			.endContainer()
			.endSpec()
			.withNewStatus()
			.withPhase(phase)
			.withContainerStatuses(containers)
			.addNewCondition()
			.withType("Ready")
			.withStatus(ready ? "True" : "False")
			.withLastTransitionTime(START.toString())
			.endCondition()
			.endStatus()
			.build();
	}

	static Pod deleted(Pod pod) {
		return new PodBuilder(pod).editMetadata().withDeletionTimestamp(START.toString()).endMetadata().build();
	}

	static Pod labelled(Pod pod, String label, String value) {
		return new PodBuilder(pod).editMetadata().addToLabels(label, value).endMetadata().build();
	}

	static Pod named(Pod pod, String namespace, String name) {
		return new PodBuilder(pod).editMetadata()
			.withNamespace(namespace)
			.withName(name)
			.withUid("u-" + name)
			.endMetadata()
			.build();
	}

	static ContainerStatus running(Instant since) {
		return new ContainerStatusBuilder().withName("web")
			.withState(new ContainerStateBuilder().withNewRunning(since.toString()).build())
			.build();
	}

	static ContainerStatus waiting(String reason) {
		return new ContainerStatusBuilder().withName("web")
			.withState(new ContainerStateBuilder().withNewWaiting("back-off", reason).build())
			.build();
	}

	static ContainerStatus ended(String id, int exitCode, String reason, Instant at) {
		return new ContainerStatusBuilder().withName("web")
			.withState(new ContainerStateBuilder().withNewTerminated()
				.withContainerID("containerd://" + id)
				.withExitCode(exitCode)
				.withReason(reason)
				.withStartedAt(at.minusSeconds(3).toString())
				.withFinishedAt(at.toString())
				.endTerminated()
				.build())
			.build();
	}

	static ContainerStatus after(ContainerStatus ended, ContainerStatus now) {
		return new ContainerStatusBuilder(now).withLastState(ended.getState()).build();
	}

}
