package dev.heal.analysis.condition;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the containers of a pod ask for, as it is written.
 */
final class Requests {

	private Requests() {
	}

	static String of(PodReading pod) {
		Set<String> resources = new TreeSet<>();
		pod.containers()
			.forEach((container) -> List.of("requests", "limits")
				.forEach((kind) -> container.spec()
					.path("resources")
					.path(kind)
					.propertyStream()
					.forEach((entry) -> resources.add(entry.getKey()))));
		return resources.stream()
			.map((resource) -> resource + " " + of(pod, resource))
			.collect(Collectors.joining(", "));
	}

	/**
	 * Returns what is asked of one resource; where only a limit is set, that is the
	 * request as well.
	 * @param pod the pod
	 * @param resource the resource
	 * @return such as {@code 2Gi (web) + 100Mi (proxy)}, empty when none asks for it
	 */
	static String of(PodReading pod, String resource) {
		List<ContainerReading> asking = pod.containers()
			.stream()
			.filter((candidate) -> candidate.requested(resource).isPresent())
			.toList();
		return asking.stream()
			.map((candidate) -> candidate.requested(resource).orElse("")
					+ ((asking.size() > 1) ? " (" + candidate.name() + ")" : ""))
			.collect(Collectors.joining(" + "));
	}

}
