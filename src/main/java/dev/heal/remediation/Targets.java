package dev.heal.remediation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Learns from the cluster what a pod belongs to. What Heal may not read is left out.
 */
@Component
class Targets {

	private static final Logger logger = LoggerFactory.getLogger(Targets.class);

	private static final Set<String> KNOWN_KINDS = Set.of("ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job",
			"CronJob");

	private static final List<String> REVISION_LABELS = List.of("pod-template-hash", "controller-revision-hash",
			"batch.kubernetes.io/controller-uid", "controller-uid");

	private final KubernetesClient client;

	Targets(KubernetesClient client) {
		this.client = client;
	}

	/**
	 * Describes a pod.
	 * @param namespace its namespace
	 * @param name its name
	 * @param pod the pod as the API server returned it, a missing node when it is not
	 * known
	 * @return what is known of it
	 */
	Target of(String namespace, String name, JsonNode pod) {
		JsonNode metadata = pod.path("metadata");
		List<Map<String, String>> annotations = new ArrayList<>(List.of(texts(metadata.path("annotations"))));
		List<String> owners = new ArrayList<>();
		Workload workload = climb(namespace, owner(metadata), owners, annotations);
		namespace(namespace).ifPresent((object) -> annotations.add(annotations(object)));
		Map<String, String> labels = texts(metadata.path("labels"));
		return new Target(namespace, name, labels, annotations, owners, workload,
				revision(labels, metadata.path("uid").asString(null)), restarts(pod));
	}

	private @Nullable Workload climb(String namespace, @Nullable Workload nearest, List<String> owners,
			List<Map<String, String>> annotations) {
		Workload top = nearest;
		Workload next = nearest;
		while (next != null && owners.size() < 5) {
			top = next;
			owners.add(next.kind());
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

	private static @Nullable Workload owner(JsonNode metadata) {
		for (JsonNode owner : metadata.path("ownerReferences")) {
			if (owner.path("controller").asBoolean(false)) {
				return new Workload(owner.path("apiVersion").asString(""), owner.path("kind").asString(""),
						owner.path("name").asString(""));
			}
		}
		return null;
	}

	private static @Nullable Workload owner(HasMetadata object) {
		return object.getMetadata()
			.getOwnerReferences()
			.stream()
			.filter((owner) -> Boolean.TRUE.equals(owner.getController()))
			.findFirst()
			.map(Targets::workload)
			.orElse(null);
	}

	private static Workload workload(OwnerReference owner) {
		return new Workload(owner.getApiVersion(), owner.getKind(), owner.getName());
	}

	private static Map<String, String> annotations(HasMetadata object) {
		Map<String, String> annotations = object.getMetadata().getAnnotations();
		return (annotations != null) ? annotations : Map.of();
	}

	/**
	 * Returns which revision of its workload a pod belongs to.
	 * @param labels the pod's labels
	 * @param uid the pod's UID, which stands for the revision of a bare pod
	 * @return the revision
	 */
	static @Nullable String revision(Map<String, String> labels, @Nullable String uid) {
		return REVISION_LABELS.stream().filter(labels::containsKey).findFirst().map(labels::get).orElse(uid);
	}

	private static int restarts(JsonNode pod) {
		int restarts = 0;
		for (JsonNode status : pod.path("status").path("containerStatuses")) {
			restarts += status.path("restartCount").asInt(0);
		}
		return restarts;
	}

	private static Map<String, String> texts(JsonNode object) {
		Map<String, String> texts = new LinkedHashMap<>();
		object.properties().forEach((entry) -> texts.put(entry.getKey(), entry.getValue().asString("")));
		return texts;
	}

}
