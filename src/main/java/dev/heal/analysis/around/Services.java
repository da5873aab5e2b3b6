package dev.heal.analysis.around;

import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.Selector;

/**
 * Services and what stands behind them.
 */
final class Services {

	private Services() {
	}

	static boolean isExternal(KubeObject service) {
		return service.text("/spec/type").equals("ExternalName");
	}

	static boolean isHeadless(KubeObject service) {
		return service.text("/spec/clusterIP").equals("None");
	}

	static JsonNode selector(KubeObject service) {
		return service.at("/spec/selector");
	}

	/**
	 * Returns the pods behind a Service, and the workloads whose pods would be.
	 * @param service the Service
	 * @param objects the objects
	 * @return pods that run or may come to, and workloads
	 */
	static Stream<KubeObject> backends(KubeObject service, ClusterObjects objects) {
		return Stream.concat(pods(service, objects),
				objects.makers()
					.filter((maker) -> !maker.kind().equals("Pod"))
					.filter((maker) -> maker.namespace().equals(service.namespace()))
					.filter((maker) -> Selector.isSubset(selector(service), maker.template().at("/metadata/labels"))));
	}

	static Stream<KubeObject> pods(KubeObject service, ClusterObjects objects) {
		return objects.in(service.namespace(), "Pod")
			.filter((pod) -> !pod.beingDeleted() && !isOver(pod))
			.filter((pod) -> Selector.isSubset(selector(service), pod.labels()));
	}

	private static boolean isOver(KubeObject pod) {
		String phase = pod.text("/status/phase");
		return phase.equals("Succeeded") || phase.equals("Failed");
	}

	/**
	 * Finds the Service that a host name stands for.
	 * @param host the name
	 * @param namespace the namespace of who uses it
	 * @param objects the objects
	 * @return the Service
	 */
	static Optional<KubeObject> named(String host, String namespace, ClusterObjects objects) {
		ServiceName name = ServiceName.of(host, namespace, objects);
		return (name != null) ? objects.find("Service", name.namespace(), name.service()) : Optional.empty();
	}

	static Stream<JsonNode> ports(KubeObject service) {
		return service.at("/spec/ports").valueStream();
	}

	/**
	 * Returns the ports that the containers of pods declare.
	 * @param maker a pod or what makes pods
	 * @return the ports
	 */
	static Stream<JsonNode> containerPorts(KubeObject maker) {
		return Stream.of("containers", "initContainers")
			.flatMap((list) -> maker.template().path("spec").path(list).valueStream())
			.flatMap((container) -> container.path("ports").valueStream());
	}

}
