package dev.heal.analysis.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.analysis.Recording;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.Selector;

/**
 * The object that is asked about, and what belongs to it.
 *
 * @param object the object
 * @param objects all objects
 */
record Question(KubeObject object, ClusterObjects objects) {

	private static final List<String> KINDS = List.of("Pod:po", "Deployment:deploy", "StatefulSet:sts", "DaemonSet:ds",
			"ReplicaSet:rs", "Job:", "CronJob:cj", "HorizontalPodAutoscaler:hpa", "PersistentVolumeClaim:pvc",
			"PersistentVolume:pv", "StorageClass:sc", "Node:no", "ResourceQuota:quota", "LimitRange:limits",
			"ConfigMap:cm", "Secret:", "Service:svc", "Endpoints:ep", "EndpointSlice:", "Ingress:ing",
			"NetworkPolicy:netpol", "ServiceAccount:sa", "Namespace:ns");

	private static final Map<String, String> ALIASES = aliases();

	private static Map<String, String> aliases() {
		Map<String, String> aliases = new HashMap<>();
		KINDS.forEach((kind) -> {
			String name = kind.substring(0, kind.indexOf(':'));
			String lower = name.toLowerCase(Locale.ROOT);
			Stream
				.of(lower, lower + "s", lower.replaceFirst("y$", "ies"), lower + "es",
						kind.substring(kind.indexOf(':') + 1))
				.forEach((alias) -> aliases.put(alias, name));
		});
		return aliases;
	}

	/**
	 * Finds the object that a recording is asked about.
	 * @param recording the recording
	 * @param objects its objects
	 * @return the question, empty when nothing in particular is asked
	 * @throws IllegalArgumentException if there is no such object
	 */
	static Optional<Question> of(Recording recording, ClusterObjects objects) {
		String wanted = (recording.pod() != null) ? "pod/" + recording.pod() : recording.workload();
		if (wanted == null) {
			return Optional.empty();
		}
		int slash = wanted.indexOf('/');
		String kind = ALIASES.getOrDefault(wanted.substring(0, Math.max(slash, 0)).toLowerCase(Locale.ROOT), "");
		String name = wanted.substring(slash + 1);
		return Optional.of(objects.stream(kind)
			.filter((object) -> object.name().equals(name))
			.filter((object) -> recording.namespace() == null || object.namespace().isEmpty()
					|| object.namespace().equals(recording.namespace()))
			.findFirst()
			.map((object) -> new Question(object, objects))
			.orElseThrow(() -> new IllegalArgumentException("There is no " + wanted + " among the objects"
					+ ((recording.namespace() != null) ? " of namespace " + recording.namespace() : ""))));
	}

	/**
	 * Returns what belongs to the object.
	 * @return the keys of itself, its pods, and what makes, scales or serves them
	 */
	Set<String> keys() {
		return Stream
			.of(this.objects.chain(this.object), this.objects.podsOf(this.object).flatMap(this.objects::chain),
					services(), scalers(), backends())
			.flatMap((own) -> own)
			.map(KubeObject::key)
			.collect(Collectors.toSet());
	}

	/**
	 * Returns the pods of the object, the object itself where it is one.
	 * @return the pods
	 */
	Stream<KubeObject> pods() {
		return Stream.concat(this.objects.podsOf(this.object), backends());
	}

	private Stream<KubeObject> services() {
		return this.objects.in(this.object.namespace(), "Service")
			.filter((service) -> Selector.isSubset(service.at("/spec/selector"),
					this.object.template().at("/metadata/labels")));
	}

	private Stream<KubeObject> scalers() {
		return this.objects.in(this.object.namespace(), "HorizontalPodAutoscaler")
			.filter((scaler) -> scaler.text("/spec/scaleTargetRef/kind").equals(this.object.kind())
					&& scaler.text("/spec/scaleTargetRef/name").equals(this.object.name()));
	}

	private Stream<KubeObject> backends() {
		return this.object.kind().equals("Service")
				? this.objects.in(this.object.namespace(), "Pod")
					.filter((pod) -> Selector.isSubset(this.object.at("/spec/selector"), pod.labels()))
				: Stream.empty();
	}

}
