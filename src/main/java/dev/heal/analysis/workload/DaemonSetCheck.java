package dev.heal.analysis.workload;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.analysis.objects.Selector;

/**
 * DaemonSets for which no node is right.
 */
final class DaemonSetCheck implements ObjectCheck {

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("DaemonSet").flatMap((set) -> nowhere(set, objects).stream());
	}

	private static Optional<ObjectFinding> nowhere(KubeObject set, ClusterObjects objects) {
		if (set.at("/status/desiredNumberScheduled").asInt(-1) != 0) {
			return Optional.empty();
		}
		JsonNode selector = set.at("/spec/template/spec/nodeSelector");
		List<KubeObject> nodes = objects.stream("Node").toList();
		boolean fits = nodes.stream().anyMatch((node) -> Selector.isSubset(selector, node.labels()));
		String why = selector.isEmpty() ? "no node fits its affinity and tolerations"
				: fits ? "the nodes that have " + Selector.print(selector) + " keep it off by a taint or its affinity"
						: "no node has the labels of its nodeSelector " + Selector.print(selector);
		String near = nodes.stream()
			.map((node) -> node.name() + " has " + Selector.difference(selector, node.labels()))
			.limit(3)
			.collect(Collectors.joining("; "));
		return Optional.of(ObjectFinding
			.of(set, Standing.CONTRADICTION, Cause.CONFIG, "no-matching-node", selector.isEmpty() ? 0.6 : 0.85,
					"runs on no node: " + why + ((near.isEmpty() || fits) ? "" : " (" + near + ")"),
					new Remedy("config-update", "nodeSelector of " + set.title(),
							selector.isEmpty() ? "Correct the affinity or the tolerations in its template."
									: "Label the nodes that it should run on with %s, or correct the nodeSelector."
										.formatted(Selector.print(selector))))
			.seen(set.anchor("desiredNumberScheduled is 0", "/status/desiredNumberScheduled"),
					set.anchor("nodeSelector: " + Selector.print(selector), "/spec/template/spec/nodeSelector")));
	}

}
