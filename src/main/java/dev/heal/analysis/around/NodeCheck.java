package dev.heal.analysis.around;

import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Nodes that are away, under pressure, or closed.
 */
final class NodeCheck implements ObjectCheck {

	private static final Pattern RUNTIME = Pattern
		.compile("(?i)container runtime|containerd|docker|cri-o|PLEG|runtime status check");

	private static final Pattern NETWORK = Pattern
		.compile("(?i)cni|network ?plugin|NetworkReady|NetworkPluginNotReady");

	private static final Pattern BY_NODE = Pattern
		.compile("(?:infrastructure|unknown|none|external-dependency)/.*|.*/(?:cordoned|unschedulable|probe.*)");

	private static final Pattern CLOSED = Pattern.compile(".*/(?:cordoned|unschedulable|scheduling|node-.*|taint.*)");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("Node")
			.flatMap((node) -> Stream.concat(conditions(node, objects), cordoned(node, objects).stream()));
	}

	private static Stream<ObjectFinding> conditions(KubeObject node, ClusterObjects objects) {
		Optional<ObjectFinding> away = node.condition("Ready")
			.filter((ready) -> !ready.isTrue())
			.map((ready) -> notReady(node, ready, objects));
		return away.map(Stream::of)
			.orElseGet(() -> node.conditions()
				.filter((condition) -> condition.isTrue() && !condition.type().equals("Ready"))
				.map((condition) -> found(node, "node-pressure", 0.85, condition, "node " + node.name(),
						"Free what runs short on node %s, or move pods away.".formatted(node.name()))
					.affecting(onNode(node, objects), BY_NODE)));
	}

	private static ObjectFinding notReady(KubeObject node, ConditionReading ready, ClusterObjects objects) {
		String part = part(ready);
		return found(node, "node-not-ready", 0.96, ready, part + " of node " + node.name(),
				"Look at %s on node %s (systemctl status, journalctl), then at the node itself.".formatted(part,
						node.name()))
			.affecting(onNode(node, objects), BY_NODE);
	}

	private static String part(ConditionReading ready) {
		String words = ready.reason() + " " + ready.message();
		return RUNTIME.matcher(words).find() ? "container runtime"
				: NETWORK.matcher(words).find() ? "network plugin" : "kubelet";
	}

	private static ObjectFinding found(KubeObject node, String subtype, double confidence, ConditionReading condition,
			String target, String text) {
		String says = condition.message().isEmpty() ? "" : ", " + condition.message();
		return ObjectFinding
			.of(node, Standing.FAILURE, Cause.INFRASTRUCTURE, subtype, confidence,
					condition.type().equals("Ready")
							? "is not ready (Ready is %s: %s%s)".formatted(condition.status(), condition.reason(), says)
							: "has condition %s (%s%s)".formatted(condition.type(), condition.reason(), says),
					new Remedy("cluster", target, text))
			.seen(new Anchor("condition %s is %s: %s%s".formatted(condition.type(), condition.status(),
					condition.reason(), says), node.file(), condition.pointer()));
	}

	private static Optional<ObjectFinding> cordoned(KubeObject node, ClusterObjects objects) {
		if (!node.at("/spec/unschedulable").asBoolean(false)) {
			return Optional.empty();
		}
		boolean waiting = pending(objects).findAny().isPresent();
		return Optional.of(ObjectFinding
			.of(node, waiting ? Standing.FAILURE : Standing.ODD, Cause.INFRASTRUCTURE, "cordoned", waiting ? 0.85 : 0.6,
					"is closed for new pods (cordoned)",
					new Remedy("cluster", "node " + node.name(),
							"Open it again: kubectl uncordon %s.".formatted(node.name())))
			.seen(node.anchor("spec.unschedulable of %s is true".formatted(node.title()), "/spec/unschedulable"))
			.affecting(pending(objects), CLOSED));
	}

	// pods that found no node, among others as one was cordoned
	private static Stream<KubeObject> pending(ClusterObjects objects) {
		return objects.stream("Pod")
			.filter((pod) -> pod.text("/status/phase").equals("Pending") && pod.text("/spec/nodeName").isEmpty())
			.filter((pod) -> pod.condition("PodScheduled")
				.filter((condition) -> condition.message().contains("unschedulable"))
				.isPresent()
					|| objects.events(pod)
						.stream()
						.anyMatch((event) -> event.reason().equals("FailedScheduling")
								&& event.message().contains("unschedulable")));
	}

	private static Stream<KubeObject> onNode(KubeObject node, ClusterObjects objects) {
		return objects.stream("Pod").filter((pod) -> pod.text("/spec/nodeName").equals(node.name()));
	}

}
