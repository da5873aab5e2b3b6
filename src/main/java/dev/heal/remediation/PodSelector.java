package dev.heal.remediation;

import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * Tells the pods of a failure from others of their namespace.
 */
@FunctionalInterface
interface PodSelector {

	boolean selects(Pod pod);

	static PodSelector named(String name) {
		return (pod) -> name.equals(pod.getMetadata().getName());
	}

	static PodSelector of(LabelSelector selector) {
		return (pod) -> {
			Map<String, String> labels = Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
			return labels.entrySet()
				.containsAll(Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of()).entrySet())
					&& selector.getMatchExpressions().stream().allMatch((wanted) -> isMet(wanted, labels));
		};
	}

	private static boolean isMet(LabelSelectorRequirement wanted, Map<String, String> labels) {
		String value = labels.get(wanted.getKey());
		return switch (wanted.getOperator()) {
			case "In" -> wanted.getValues().contains(value);
			case "NotIn" -> !wanted.getValues().contains(value);
			case "Exists" -> value != null;
			case "DoesNotExist" -> value == null;
			default -> true;
		};
	}

}
