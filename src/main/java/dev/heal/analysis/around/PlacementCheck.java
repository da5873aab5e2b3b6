package dev.heal.analysis.around;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.around.NodeFit.Kind;
import dev.heal.analysis.around.NodeFit.Obstacle;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Pods that find no node: what the nodes that come nearest have against them. The
 * scheduler counts reasons and does not say which nodes were meant.
 */
final class PlacementCheck implements ObjectCheck {

	/**
	 * Surer than what the scheduler's words alone tell.
	 */
	private static final double SURE = 0.97;

	private static final Pattern UNPLACED = Pattern.compile(
			".*/(?:node-.*|taint|insufficient-.*|unschedulable|cordoned|volume-node-affinity|inconclusive|starting)");

	private static final Pattern BROKEN = Pattern.compile("node\\.(?:kubernetes|cloudprovider\\.kubernetes)\\.io/.*");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		List<KubeObject> nodes = objects.stream("Node").filter((node) -> node.labels().isObject()).toList();
		if (nodes.isEmpty()) {
			return Stream.empty();
		}
		return objects.stream("Pod")
			.filter(PlacementCheck::isUnplaced)
			.flatMap(
					(pod) -> find(pod, nodes.stream().map((node) -> NodeFit.of(pod, node, objects)).toList(), objects));
	}

	private static boolean isUnplaced(KubeObject pod) {
		return pod.text("/spec/nodeName").isEmpty() && pod.condition("PodScheduled")
			.filter((condition) -> !condition.isTrue() && condition.reason().equals("Unschedulable"))
			.isPresent();
	}

	private static Stream<ObjectFinding> find(KubeObject pod, List<NodeFit> fits, ClusterObjects objects) {
		int fewest = fits.stream().mapToInt((fit) -> fit.obstacles().size()).min().orElse(0);
		List<NodeFit> meant = fits.stream().filter((fit) -> !fit.has(Kind.LABELS)).toList();
		if (meant.isEmpty()) {
			return NodeFit.demands(pod).isEmpty() ? Stream.empty() : Stream.of(labels(pod, fits, objects));
		}
		int nearest = meant.stream().mapToInt((fit) -> fit.obstacles().size()).min().orElse(fewest);
		List<NodeFit> near = meant.stream().filter((fit) -> fit.obstacles().size() == nearest).toList();
		Set<List<Obstacle>> same = near.stream().map(NodeFit::obstacles).collect(Collectors.toSet());
		if (nearest == 0 || same.size() > 1) {
			return Stream.empty();
		}
		return Stream.of(obstacle(pod, near, objects).affecting(objects.chain(pod), UNPLACED));
	}

	private static ObjectFinding labels(KubeObject pod, List<NodeFit> fits, ClusterObjects objects) {
		KubeObject maker = objects.top(pod);
		String demands = NodeFit.demands(pod);
		return ObjectFinding
			.of(maker, Standing.FAILURE, Cause.CONFIG, "node-selector", SURE,
					"finds no node: none of the %d has the labels that its pods demand (%s)".formatted(fits.size(),
							demands),
					new Remedy("config-update", "nodeSelector or affinity of %s (%s)".formatted(maker.title(), demands),
							"Label a node with %s, or correct what the pod template demands.".formatted(demands)))
			.seen(pod.anchor("%s demands %s".formatted(pod.title(), demands), "/spec"))
			.affecting(objects.chain(pod), UNPLACED);
	}

	private static ObjectFinding obstacle(KubeObject pod, List<NodeFit> near, ClusterObjects objects) {
		Obstacle first = near.getFirst().obstacles().getFirst();
		KubeObject node = near.getFirst().node();
		String nodes = names(near);
		KubeObject maker = objects.top(pod);
		return switch (first.kind()) {
			case CORDON -> ObjectFinding
				.of(node, Standing.FAILURE, Cause.INFRASTRUCTURE, "cordoned", SURE,
						"is closed for new pods (cordoned), and %s finds no other node".formatted(pod.title()),
						new Remedy("cluster", nodes, "Open it again: kubectl uncordon %s.".formatted(node.name())))
				.seen(node.anchor("spec.unschedulable of %s is true".formatted(node.title()), "/spec/unschedulable"));
			case TAINT -> taint(pod, first.name(), near, maker);
			case VOLUME -> objects.find("PersistentVolume", "", first.name())
				.map((volume) -> volume(pod, volume, maker))
				.orElseThrow();
			default -> size(pod, first.name(), node, maker, near.size());
		};
	}

	private static String names(List<NodeFit> near) {
		String names = near.stream().map((fit) -> fit.node().name()).limit(3).collect(Collectors.joining(", "));
		return ((near.size() == 1) ? "node " : "nodes ") + names + ((near.size() > 3) ? ", …" : "");
	}

	private static ObjectFinding taint(KubeObject pod, String taint, List<NodeFit> near, KubeObject maker) {
		boolean broken = BROKEN.matches(taint);
		KubeObject node = near.getFirst().node();
		return ObjectFinding
			.of(maker, Standing.FAILURE, broken ? Cause.INFRASTRUCTURE : Cause.CONFIG,
					broken ? "node-not-ready" : "taint", SURE,
					"finds no node: %s would do, and %s the taint %s, which its pods do not tolerate"
						.formatted(names(near), (near.size() == 1) ? "has" : "have", taint),
					broken ? new Remedy("cluster", names(near), "Repair %s (taint %s).".formatted(names(near), taint))
							: new Remedy("config-update", "toleration of %s".formatted(taint),
									"Tolerate the taint %s in the pod template of %s, or take it from %s."
										.formatted(taint, maker.title(), names(near))))
			.seen(node.anchor("%s has the taint %s".formatted(node.title(), taint), "/spec/taints"),
					pod.anchor(pod.title() + " does not tolerate it", "/spec"));
	}

	private static ObjectFinding volume(KubeObject pod, KubeObject volume, KubeObject maker) {
		String places = volume.at("/spec/nodeAffinity/required/nodeSelectorTerms")
			.valueStream()
			.flatMap((term) -> term.path("matchExpressions").valueStream())
			.map((expression) -> "%s %s".formatted(expression.path("key").asString(""),
					String.join(", ",
							expression.path("values").valueStream().map((value) -> value.asString("")).toList())))
			.collect(Collectors.joining("; "));
		return ObjectFinding
			.of(maker, Standing.FAILURE, Cause.INFRASTRUCTURE, "volume-node-affinity", SURE,
					"finds no node: %s of its claim %s is only for %s, and no node that takes its pods is that"
						.formatted(volume.title(), volume.text("/spec/claimRef/name"), places),
					new Remedy("cluster", volume.title(),
							"Bring back a node with %s, or move the data to a volume that other nodes reach."
								.formatted(places)))
			.seen(volume.anchor("%s is only for %s".formatted(volume.title(), places), "/spec/nodeAffinity"),
					pod.anchor(pod.title() + " mounts its claim", "/spec/volumes"));
	}

	private static ObjectFinding size(KubeObject pod, String resource, KubeObject node, KubeObject maker, int nodes) {
		String asked = pod.at("/spec/containers")
			.valueStream()
			.map((container) -> container.at("/resources/requests").path(resource).asString(""))
			.filter((amount) -> !amount.isEmpty())
			.collect(Collectors.joining(" + "));
		String most = node.at("/status/allocatable").path(resource).asString("");
		return ObjectFinding
			.of(maker, Standing.FAILURE, Cause.INFRASTRUCTURE, "insufficient-" + resource, SURE,
					"finds no node: its pods ask for %s of %s, and %s has %s in all".formatted(asked, resource,
							(nodes == 1) ? "node " + node.name() : "each of %d nodes".formatted(nodes), most),
					new Remedy("resource-increase", "%s request of %s".formatted(resource, maker.title()),
							"Lower the %s request (%s) to what a node has (%s), or add larger nodes."
								.formatted(resource, asked, most)))
			.seen(node.anchor("allocatable %s of %s: %s".formatted(resource, node.title(), most),
					"/status/allocatable/" + resource),
					pod.anchor("%s asks for %s".formatted(pod.title(), asked), "/spec"));
	}

}
