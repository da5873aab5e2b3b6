package dev.heal.analysis.around;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.Selector;
import dev.heal.kubectl.Quantity;

/**
 * What keeps a pod off a node, as far as the two tell. What other pods take there is not
 * counted.
 *
 * @param node the node
 * @param obstacles what keeps it off
 */
record NodeFit(KubeObject node, List<Obstacle> obstacles) {

	private static final String CLOSED = "node.kubernetes.io/unschedulable";

	static NodeFit of(KubeObject pod, KubeObject node, ClusterObjects objects) {
		List<Obstacle> obstacles = new ArrayList<>();
		JsonNode spec = pod.at("/spec");
		if (!Selector.hasAll(spec.path("nodeSelector"), node.labels()) || !isMeant(
				spec.at("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms"),
				node)) {
			obstacles.add(new Obstacle(Kind.LABELS, ""));
		}
		if (node.at("/spec/unschedulable").asBoolean(false) && !tolerates(spec, CLOSED, "", "NoSchedule")) {
			obstacles.add(new Obstacle(Kind.CORDON, ""));
		}
		node.at("/spec/taints")
			.valueStream()
			.filter((taint) -> !taint.path("key").asString("").equals(CLOSED))
			.filter((taint) -> !taint.path("effect").asString("").equals("PreferNoSchedule"))
			.filter((taint) -> !tolerates(spec, taint.path("key").asString(""), taint.path("value").asString(""),
					taint.path("effect").asString("")))
			.forEach((taint) -> obstacles.add(new Obstacle(Kind.TAINT, print(taint))));
		volumes(pod, objects)
			.filter((volume) -> !isMeant(volume.at("/spec/nodeAffinity/required/nodeSelectorTerms"), node))
			.forEach((volume) -> obstacles.add(new Obstacle(Kind.VOLUME, volume.name())));
		Stream.of("cpu", "memory")
			.filter((resource) -> node.at("/status/allocatable").has(resource))
			.filter((resource) -> asked(spec, resource)
				.compareTo(Quantity.of(node.at("/status/allocatable").path(resource)).amount()) > 0)
			.forEach((resource) -> obstacles.add(new Obstacle(Kind.SIZE, resource)));
		return new NodeFit(node, List.copyOf(obstacles));
	}

	boolean has(Kind kind) {
		return this.obstacles.stream().anyMatch((obstacle) -> obstacle.kind() == kind);
	}

	private static boolean isMeant(JsonNode terms, KubeObject node) {
		return terms.isEmpty() || terms.valueStream()
			.anyMatch((term) -> term.path("matchExpressions")
				.valueStream()
				.allMatch((expression) -> Selector.fits(expression, node.labels()))
					&& term.path("matchFields")
						.valueStream()
						.allMatch((field) -> field.path("values")
							.valueStream()
							.anyMatch((value) -> value.asString("").equals(node.name()))));
	}

	private static boolean tolerates(JsonNode spec, String key, String value, String effect) {
		return spec.path("tolerations").valueStream().anyMatch((toleration) -> {
			String wanted = toleration.path("key").asString("");
			boolean exists = toleration.path("operator").asString("Equal").equals("Exists");
			boolean sameKey = wanted.equals(key) || (wanted.isEmpty() && exists);
			boolean sameValue = exists || toleration.path("value").asString("").equals(value);
			String only = toleration.path("effect").asString("");
			return sameKey && sameValue && (only.isEmpty() || only.equals(effect));
		});
	}

	private static String print(JsonNode taint) {
		String value = taint.path("value").asString("");
		return taint.path("key").asString("") + (value.isEmpty() ? "" : "=" + value) + ":"
				+ taint.path("effect").asString("");
	}

	private static Stream<KubeObject> volumes(KubeObject pod, ClusterObjects objects) {
		return pod.at("/spec/volumes")
			.valueStream()
			.map((volume) -> volume.at("/persistentVolumeClaim/claimName").asString(""))
			.flatMap((claim) -> objects.find("PersistentVolumeClaim", pod.namespace(), claim).stream())
			.flatMap((claim) -> objects.find("PersistentVolume", "", claim.text("/spec/volumeName")).stream());
	}

	static BigDecimal asked(JsonNode spec, String resource) {
		return spec.path("containers")
			.valueStream()
			.map((container) -> container.at("/resources/requests").path(resource))
			.filter((amount) -> !amount.isMissingNode())
			.map((amount) -> Quantity.of(amount).amount())
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	/**
	 * Prints the labels that a pod demands of its node.
	 * @param pod the pod
	 * @return such as {@code pool=batch, zone In (a, b)}
	 */
	static String demands(KubeObject pod) {
		Stream<String> labels = pod.at("/spec/nodeSelector")
			.propertyStream()
			.map((label) -> label.getKey() + "=" + label.getValue().asString(""));
		Stream<String> expressions = pod
			.at("/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms")
			.valueStream()
			.flatMap((term) -> term.path("matchExpressions").valueStream())
			.map((expression) -> "%s %s (%s)".formatted(expression.path("key").asString(""),
					expression.path("operator").asString(""), String.join(", ",
							expression.path("values").valueStream().map((value) -> value.asString("")).toList())));
		return String.join(", ", Stream.concat(labels, expressions).toList());
	}

	/**
	 * Kinds of obstacles.
	 */
	enum Kind {

		/**
		 * The node lacks labels.
		 */
		LABELS,
		/**
		 * It is cordoned.
		 */
		CORDON,
		/**
		 * It has a taint that the pod does not tolerate.
		 */
		TAINT,
		/**
		 * A volume of the pod is elsewhere.
		 */
		VOLUME,
		/**
		 * The pod asks for more than it has in all.
		 */
		SIZE

	}

	/**
	 * One obstacle.
	 *
	 * @param kind its kind
	 * @param name the taint, volume or resource, empty for others
	 */
	record Obstacle(Kind kind, String name) {

	}

}
