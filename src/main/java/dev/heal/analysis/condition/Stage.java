package dev.heal.analysis.condition;

import java.util.List;

/**
 * How far a pod has come: what happened at an earlier stage is past.
 */
enum Stage {

	/**
	 * No node has been found for it.
	 */
	UNSCHEDULED {

		@Override
		boolean holds(Fact fact, PodReading pod) {
			return !pod.scheduled();
		}

	},

	/**
	 * It has a node, and its sandbox, network and volumes are being made.
	 */
	CREATING {

		@Override
		boolean holds(Fact fact, PodReading pod) {
			return pod.scheduled() && pod.containers().stream().noneMatch(ContainerReading::running)
					&& pod.containers().stream().filter(ContainerReading::longRunning).anyMatch(Stage::creating)
					&& pod.containers().stream().allMatch((container) -> creating(container) || finished(container));
		}

	},

	/**
	 * The image of the container is not there yet.
	 */
	PULLING {

		@Override
		boolean holds(Fact fact, PodReading pod) {
			return pod.containers()
				.stream()
				.filter((container) -> fact.container() == null || container.name().equals(fact.container()))
				.anyMatch((container) -> IMAGE_REASONS.contains(container.waitingReason()));
		}

	},

	/**
	 * The container does not run.
	 */
	STOPPED {

		@Override
		boolean holds(Fact fact, PodReading pod) {
			return pod.containers()
				.stream()
				.filter((container) -> fact.container() == null || container.name().equals(fact.container()))
				.noneMatch(ContainerReading::running);
		}

	},

	/**
	 * The pod is not all well: something in it does not run, or is not ready.
	 */
	AILING {

		@Override
		boolean holds(Fact fact, PodReading pod) {
			return !pod.condition("Ready").map(ConditionReading::isTrue).orElse(false)
					&& !pod.phase().equals("Succeeded");
		}

	};

	private static final List<String> IMAGE_REASONS = List.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName",
			"ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed");

	abstract boolean holds(Fact fact, PodReading pod);

	private static boolean creating(ContainerReading container) {
		return container.kind() == ContainerReading.Kind.EPHEMERAL || container.waitsQuietly()
				|| container.waitingReason().endsWith("SandboxError");
	}

	private static boolean finished(ContainerReading container) {
		return container.ended().filter((ending) -> ending.exitCode() == 0).isPresent();
	}

}
