package dev.heal.analysis.around;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.Selector;

/**
 * What the NetworkPolicies let through in one direction.
 *
 * @param objects the objects
 * @param direction {@code Ingress} or {@code Egress}
 */
record PolicyRules(ClusterObjects objects, String direction) {

	private static final String EVERYWHERE = "0.0.0.0/0";

	/**
	 * Returns the policies that restrict the pods of a workload.
	 * @param maker the workload
	 * @return the policies; without any everything is let through
	 */
	List<KubeObject> restricting(KubeObject maker) {
		return this.objects.in(maker.namespace(), "NetworkPolicy")
			.filter(this::isRestricting)
			.filter((policy) -> Selector.matches(policy.at("/spec/podSelector"),
					maker.template().at("/metadata/labels")))
			.toList();
	}

	private boolean isRestricting(KubeObject policy) {
		JsonNode types = policy.at("/spec/policyTypes");
		return types.isEmpty() ? this.direction.equals("Ingress") || policy.at("/spec").has("egress")
				: types.valueStream().anyMatch((type) -> type.asString("").equals(this.direction));
	}

	Stream<JsonNode> rules(KubeObject policy) {
		return policy.at("/spec/" + this.direction.toLowerCase(Locale.ROOT)).valueStream();
	}

	/**
	 * Tells whether a policy lets the pods of two workloads talk.
	 * @param policy the policy
	 * @param peer the workload at the other end
	 * @param port the port of the pods that are called, empty when it is not known
	 * @return whether one of its rules does
	 */
	boolean allows(KubeObject policy, KubeObject peer, OptionalInt port) {
		return rules(policy).anyMatch((rule) -> allowsPort(rule, port) && allowsPeer(rule, policy, peer));
	}

	/**
	 * Tells whether a policy lets any pod through that there is, or may let through who
	 * is not known.
	 * @param policy the policy
	 * @return whether it does
	 */
	boolean allowsAnybody(KubeObject policy) {
		return rules(policy).anyMatch((rule) -> peers(rule).isEmpty() || peers(rule).valueStream()
			.anyMatch((peer) -> peer.has("ipBlock")
					|| this.objects.stream("Pod").anyMatch((pod) -> isPeer(peer, policy, pod))));
	}

	/**
	 * Prints whom the rules of a policy select.
	 * @param policy the policy
	 * @return such as {@code role=dba}
	 */
	String print(KubeObject policy) {
		return rules(policy).flatMap((rule) -> peers(rule).valueStream())
			.map((peer) -> Selector.print(peer.at("/podSelector/matchLabels")))
			.filter((labels) -> !labels.isEmpty())
			.distinct()
			.collect(Collectors.joining("; "));
	}

	private JsonNode peers(JsonNode rule) {
		return rule.path(this.direction.equals("Ingress") ? "from" : "to");
	}

	boolean allowsPort(JsonNode rule, OptionalInt port) {
		return port.isEmpty() || rule.path("ports").isEmpty()
				|| rule.path("ports").valueStream().anyMatch((entry) -> covers(entry, port.getAsInt()));
	}

	private static boolean covers(JsonNode entry, int port) {
		int from = entry.path("port").asInt(-1);
		return from < 0 || (port >= from && port <= entry.path("endPort").asInt(from));
	}

	private boolean allowsPeer(JsonNode rule, KubeObject policy, KubeObject peer) {
		JsonNode peers = peers(rule);
		return peers.isEmpty() || peers.valueStream().anyMatch((entry) -> isPeer(entry, policy, peer));
	}

	private boolean isPeer(JsonNode entry, KubeObject policy, KubeObject peer) {
		if (entry.has("ipBlock")) {
			return entry.at("/ipBlock/cidr").asString("").equals(EVERYWHERE);
		}
		JsonNode namespaces = entry.path("namespaceSelector");
		boolean there = namespaces.isMissingNode() ? peer.namespace().equals(policy.namespace())
				: this.objects.find("Namespace", "", peer.namespace())
					.map((namespace) -> Selector.matches(namespaces, namespace.labels()))
					.orElse(true);
		JsonNode pods = entry.path("podSelector");
		return there && (pods.isMissingNode() || Selector.matches(pods, peer.template().at("/metadata/labels")));
	}

}
