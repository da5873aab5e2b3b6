package dev.heal.analysis.condition;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * The labels that a pod demands of its node.
 */
final class NodeDemands {

	private final PodReading pod;

	NodeDemands(PodReading pod) {
		this.pod = pod;
	}

	private Stream<String> selector() {
		return this.pod.pod()
			.at("/spec/nodeSelector")
			.propertyStream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue().asString(""));
	}

	private Stream<String> affinity() {
		return this.pod.pod()
			.at("/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms")
			.valueStream()
			.flatMap((term) -> Stream.concat(term.path("matchExpressions").valueStream(),
					term.path("matchFields").valueStream()))
			.map(NodeDemands::expression);
	}

	private static String expression(JsonNode expression) {
		String values = expression.path("values")
			.valueStream()
			.map((value) -> value.asString(""))
			.collect(Collectors.joining(", "));
		return expression.path("key").asString("") + " " + expression.path("operator").asString("")
				+ (values.isEmpty() ? "" : " (" + values + ")");
	}

	@Override
	public String toString() {
		return Stream.concat(selector(), affinity()).distinct().collect(Collectors.joining(", "));
	}

}
