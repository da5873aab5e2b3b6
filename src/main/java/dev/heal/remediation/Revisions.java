package dev.heal.remediation;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

import dev.heal.coderun.CodeRunNames;

/**
 * Tells which revision of its workload a pod belongs to.
 */
final class Revisions {

	private static final List<String> LABELS = List.of("pod-template-hash", "controller-revision-hash");

	private Revisions() {
	}

	/**
	 * Names the revision of a pod: as its Deployment, StatefulSet or DaemonSet does, else
	 * by a digest of what its containers run, so that the next run of a Job is no new
	 * revision by itself.
	 * @param pod the pod
	 * @return the revision
	 */
	static String of(Pod pod) {
		Map<String, String> labels = Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
		return LABELS.stream().filter(labels::containsKey).findFirst().map(labels::get).orElseGet(() -> digest(pod));
	}

	private static String digest(Pod pod) {
		List<String> containers = (pod.getSpec() != null)
				? pod.getSpec().getContainers().stream().map(Revisions::text).toList() : List.of();
		return CodeRunNames.digest(containers.toString()).substring(0, 10);
	}

	private static String text(Container container) {
		return List
			.of(String.valueOf(container.getImage()), container.getCommand(), container.getArgs(), container.getEnv(),
					container.getEnvFrom(), String.valueOf(container.getResources()))
			.toString();
	}

}
