package dev.heal.evidence.around;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of objects that may say why a workload has no pods, or why those fail.
 *
 * @param kind the kind
 * @param api the path of its API group
 * @param ofCluster whether its objects belong to no namespace
 */
public record LookUp(String kind, String api, boolean ofCluster) {

	private static final List<LookUp> ALL = Stream
		.of(in("/api/v1", "Pod", "Event", "Service", "PersistentVolumeClaim", "ResourceQuota", "LimitRange",
				"ServiceAccount"), in("/apis/apps/v1", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet"),
				in("/apis/batch/v1", "Job", "CronJob"), in("/apis/autoscaling/v2", "HorizontalPodAutoscaler"),
				in("/apis/networking.k8s.io/v1", "Ingress", "NetworkPolicy"), of("/api/v1", "Node", "PersistentVolume"),
				of("/apis/storage.k8s.io/v1", "StorageClass"))
		.flatMap((lookUps) -> lookUps)
		.toList();

	private static Stream<LookUp> in(String api, String... kinds) {
		return Stream.of(kinds).map((kind) -> new LookUp(kind, api, false));
	}

	private static Stream<LookUp> of(String api, String... kinds) {
		return Stream.of(kinds).map((kind) -> new LookUp(kind, api, true));
	}

	public static List<LookUp> all() {
		return ALL;
	}

	/**
	 * Returns what may be switched off.
	 * @return the names of the kinds in paths, of those that are only looked at around a
	 * pod, too
	 */
	public static Set<String> resources() {
		return Stream.concat(ALL.stream().map(LookUp::resource), Stream.of("configmaps", "endpointslices"))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns the name of the kind in paths.
	 * @return such as {@code services}
	 */
	public String resource() {
		String name = this.kind.toLowerCase(Locale.ROOT);
		return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies"
				: name.endsWith("s") ? name + "es" : name + "s";
	}

	public String path(String namespace) {
		return this.api + (this.ofCluster ? "/" : "/namespaces/" + namespace + "/") + resource();
	}

}
