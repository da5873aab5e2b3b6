package dev.heal.analysis.around;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.analysis.objects.Selector;

/**
 * PodDisruptionBudgets that allow no eviction though all their pods are healthy, while a
 * node that has one of them waits to be emptied.
 */
final class DisruptionCheck implements ObjectCheck {

	private static final Pattern WAITING = Pattern.compile(".*/(?:cordoned|unschedulable)");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		List<KubeObject> closed = objects.stream("Node")
			.filter((node) -> node.at("/spec/unschedulable").asBoolean(false))
			.toList();
		return objects.stream("PodDisruptionBudget")
			.filter(DisruptionCheck::isRigid)
			.flatMap((budget) -> closed.stream().flatMap((node) -> find(budget, node, objects).stream()).limit(1));
	}

	// else the pods have to get well first, and that is another fault
	private static boolean isRigid(KubeObject budget) {
		int healthy = budget.at("/status/currentHealthy").asInt(0);
		return budget.at("/status/disruptionsAllowed").asInt(1) == 0 && healthy > 0
				&& healthy >= budget.at("/status/expectedPods").asInt(0);
	}

	private static Optional<ObjectFinding> find(KubeObject budget, KubeObject node, ClusterObjects objects) {
		Optional<KubeObject> kept = objects.in(budget.namespace(), "Pod")
			.filter((pod) -> pod.text("/spec/nodeName").equals(node.name()))
			.filter((pod) -> Selector.matches(budget.at("/spec/selector"), pod.labels()))
			.findFirst();
		return kept.map((pod) -> found(budget, node, pod).affecting(Stream.of(node), WAITING));
	}

	private static ObjectFinding found(KubeObject budget, KubeObject node, KubeObject pod) {
		String demand = demand(budget);
		return ObjectFinding
			.of(budget, Standing.CONTRADICTION, Cause.CONFIG, "disruption-budget", 0.8,
					"allows no eviction (%s, %d pods), so that node %s, which is cordoned, cannot be drained of %s"
						.formatted(demand, budget.at("/status/expectedPods").asInt(0), node.name(), pod.title()),
					new Remedy("config-update", budget.title(),
							"Let %s give up one pod (%s), or run more replicas than it demands."
								.formatted(budget.title(), demand)))
			.seen(budget.anchor("disruptionsAllowed of %s is 0".formatted(budget.title()),
					"/status/disruptionsAllowed"))
			.seen(node.anchor("spec.unschedulable of %s is true".formatted(node.title()), "/spec/unschedulable"));
	}

	private static String demand(KubeObject budget) {
		return Stream.of("minAvailable", "maxUnavailable")
			.filter((field) -> budget.at("/spec").has(field))
			.map((field) -> field + " " + budget.text("/spec/" + field))
			.findFirst()
			.orElse("no limit is set");
	}

}
