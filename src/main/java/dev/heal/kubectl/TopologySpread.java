package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes how a pod is to be spread over the cluster.
 */
final class TopologySpread {

	private static final Layout CONSTRAINT = Layout.of("""
			{topologyKey}:{whenUnsatisfiable} when max skew {maxSkew:0} is exceeded
			""");

	private TopologySpread() {
	}

	static void write(JsonNode constraints, TabWriter out) {
		String label = "Topology Spread Constraints:\t";
		for (JsonNode constraint : GoSort.by((item) -> Fields.text(item.path("topologyKey")), Utf8.ORDER,
				constraints)) {
			JsonNode selector = constraint.path("labelSelector");
			out.line(label + CONSTRAINT.line(constraint)
					+ (Fields.has(selector) ? " for selector " + LabelSelector.print(selector) : ""));
			label = "\t";
		}
	}

}
