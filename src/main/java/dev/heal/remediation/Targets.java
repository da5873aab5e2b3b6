package dev.heal.remediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import dev.heal.names.PodName;

/**
 * Learns from the cluster what a pod belongs to. What Heal may not read is left out.
 */
@Component
class Targets {

	private static final Logger logger = LoggerFactory.getLogger(Targets.class);

	private static final Set<String> KNOWN_KINDS = Set.of("ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job",
			"CronJob");

	private static final Pattern API_VERSION = Pattern.compile("(?:[a-z0-9][a-z0-9.-]{0,252}/)?v[a-z0-9]{1,30}");

	private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");

	private final KubernetesClient client;

	Targets(KubernetesClient client) {
		this.client = client;
	}

	/**
	 * Describes a pod as it is now.
	 * @param namespace its namespace
	 * @param name its name
	 * @param collected the pod as it was when its evidence was collected, which counts
	 * when it cannot be had any more; a missing node when it is not known
	 * @return what is known of it
	 */
	Target of(String namespace, String name, JsonNode collected) {
		Pod pod = read(() -> this.client.pods().inNamespace(namespace).withName(name).get())
			.orElseGet(() -> pod(collected));
		List<Map<String, String>> annotations = new ArrayList<>(List.of(annotations(pod)));
		List<Workload> owners = new ArrayList<>();
		Workload workload = climb(namespace, owner(pod), owners, annotations);
		namespace(namespace).ifPresent((object) -> annotations.add(annotations(object)));
		Map<String, String> labels = pod.getMetadata().getLabels();
		return new Target(namespace, name, (labels != null) ? labels : Map.of(), annotations, owners, workload,
				(pod.getSpec() != null || labels != null) ? Revisions.of(pod) : null, PodHealth.restarts(pod));
	}

	/**
	 * Finds what keeps a pod running.
	 * @param namespace its namespace
	 * @param collected the pod as it was when its evidence was collected
	 * @return the workload, empty for a bare pod
	 */
	Optional<OwnerReference> workload(String namespace, JsonNode collected) {
		return controller(pod(collected))
			.map((owner) -> find(namespace, workload(owner)).flatMap(Targets::controller).orElse(owner));
	}

	private Pod pod(JsonNode collected) {
		Pod pod = collected.isObject()
				? this.client.getKubernetesSerialization().unmarshal(collected.toString(), Pod.class) : new Pod();
		if (pod.getMetadata() == null) {
			pod.setMetadata(new ObjectMeta());
		}
		return pod;
	}

	private @Nullable Workload climb(String namespace, @Nullable Workload nearest, List<Workload> owners,
			List<Map<String, String>> annotations) {
		Workload top = nearest;
		Workload next = nearest;
		while (next != null && owners.size() < 5) {
			top = next;
			owners.add(next);
			Optional<? extends HasMetadata> object = find(namespace, next);
			object.ifPresent((owner) -> annotations.add(annotations(owner)));
			next = object.map(Targets::owner).orElse(null);
		}
		return top;
	}

	Optional<? extends HasMetadata> find(String namespace, Workload workload) {
		if (!KNOWN_KINDS.contains(workload.kind())) {
			return Optional.empty();
		}
		return read(() -> this.client.genericKubernetesResources(workload.context())
			.inNamespace(namespace)
			.withName(workload.name())
			.get());
	}

	private Optional<? extends HasMetadata> namespace(String name) {
		return read(() -> this.client.namespaces().withName(name).get());
	}

	private static <T> Optional<T> read(Supplier<@Nullable T> request) {
		try {
			return Optional.ofNullable(request.get());
		}
		catch (KubernetesClientException ex) {
			logger.debug("Could not read what the pod belongs to", ex);
			return Optional.empty();
		}
	}

	private static @Nullable Workload owner(HasMetadata object) {
		return controller(object).map(Targets::workload).orElse(null);
	}

	static Optional<OwnerReference> controller(HasMetadata object) {
		return object.getMetadata()
			.getOwnerReferences()
			.stream()
			.filter((owner) -> Boolean.TRUE.equals(owner.getController()))
			.findFirst()
			.filter(Targets::isAddress);
	}

	// the API server takes any text, and it becomes a part of paths
	private static boolean isAddress(OwnerReference owner) {
		return API_VERSION.matcher(String.valueOf(owner.getApiVersion())).matches()
				&& KIND.matcher(String.valueOf(owner.getKind())).matches() && PodName.isValid(owner.getName());
	}

	static Workload workload(OwnerReference owner) {
		return new Workload(owner.getApiVersion(), owner.getKind(), owner.getName());
	}

	private static Map<String, String> annotations(HasMetadata object) {
		Map<String, String> annotations = object.getMetadata().getAnnotations();
		return (annotations != null) ? annotations : Map.of();
	}

}
