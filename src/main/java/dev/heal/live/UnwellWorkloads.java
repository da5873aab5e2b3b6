package dev.heal.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Cause;
import dev.heal.analysis.ClusterAnalyzer;
import dev.heal.analysis.Diagnosis;
import dev.heal.analysis.Recording;
import dev.heal.evidence.LiveCluster;

/**
 * Workloads that are not as they should be though none of their pods fails, and what
 * stands around them.
 */
final class UnwellWorkloads {

	private static final int MOST = 20;

	/**
	 * Below it, what is found may be meant.
	 */
	private static final double SURE = 0.8;

	private static final Set<String> REPLICATED = Set.of("DeploymentList", "StatefulSetList");

	private final ClusterAnalyzer analyzer = Analyzers.ofObjects();

	private final LiveCluster cluster;

	UnwellWorkloads(LiveCluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Diagnoses one.
	 * @param namespace its namespace
	 * @param workload such as {@code Deployment/web}
	 * @return what is wrong with it or around it, empty when nothing is
	 */
	Optional<Diagnosis> of(String namespace, String workload) {
		return of(this.cluster.objects(namespace, workload), namespace, workload);
	}

	private Optional<Diagnosis> of(JsonNode objects, String namespace, String workload) {
		Diagnosis found = this.analyzer
			.analyze(new Recording(objects, MissingNode.getInstance(), namespace, workload, null, null, null));
		Cause cause = found.analysis().cause();
		boolean gaveUp = String.valueOf(found.analysis().subtype()).startsWith("job-");
		return Optional.of(found)
			.filter((_) -> gaveUp
					|| (cause != Cause.NONE && cause != Cause.UNKNOWN && found.analysis().confidence() >= SURE));
	}

	/**
	 * Diagnoses those of a namespace.
	 * @param namespace the namespace
	 * @return one entry for each that lacks pods, as far as anything says why
	 */
	List<LiveFailure> unwell(String namespace) {
		JsonNode objects = this.cluster.objects(namespace);
		return objects.path("items")
			.valueStream()
			.flatMap((list) -> list.path("items")
				.valueStream()
				.filter((object) -> isUnwell(list.path("kind").asString(""), object))
				.map((object) -> list.path("kind").asString("").replaceFirst("List$", "") + "/"
						+ object.at("/metadata/name").asString("")))
			.limit(MOST)
			.flatMap((workload) -> of(objects, namespace, workload)
				.map((found) -> new LiveFailure(namespace, workload, 0, List.of(), null, 0, found.analysis(),
						found.evidence()))
				.stream())
			.toList();
	}

	private static boolean isUnwell(String kind, JsonNode object) {
		JsonNode status = object.path("status");
		if (REPLICATED.contains(kind)) {
			return object.at("/spec/replicas").asInt(1) > status.path("readyReplicas").asInt(0);
		}
		return kind.equals("DaemonSetList")
				&& status.path("desiredNumberScheduled").asInt(0) > status.path("numberReady").asInt(0);
	}

}
