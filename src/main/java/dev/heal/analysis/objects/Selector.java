package dev.heal.analysis.objects;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Compares labels with what a selector asks of them.
 */
public final class Selector {

	private Selector() {
	}

	/**
	 * Compares with a selector that only lists labels, as that of a Service does.
	 * @param selector the labels
	 * @param labels those of an object
	 * @return whether the object has all of them; an empty selector fits nothing
	 */
	public static boolean isSubset(JsonNode selector, JsonNode labels) {
		return !selector.isEmpty() && hasAll(selector, labels);
	}

	/**
	 * Compares with a selector of {@code matchLabels} and {@code matchExpressions}.
	 * @param selector the selector
	 * @param labels those of an object
	 * @return whether the object fits; everything fits an empty selector, nothing an
	 * absent one
	 */
	public static boolean matches(JsonNode selector, JsonNode labels) {
		return selector.isObject() && hasAll(selector.path("matchLabels"), labels)
				&& selector.path("matchExpressions").valueStream().allMatch((term) -> fits(term, labels));
	}

	/**
	 * Compares with labels that are asked for.
	 * @param wanted the labels
	 * @param labels those of an object
	 * @return whether the object has all of them; any object fits where none are wanted
	 */
	public static boolean hasAll(JsonNode wanted, JsonNode labels) {
		return wanted.propertyStream()
			.allMatch((label) -> labels.path(label.getKey()).asString("\n").equals(label.getValue().asString("")));
	}

	/**
	 * Compares with one expression of a selector.
	 * @param term the expression
	 * @param labels those of an object
	 * @return whether the object fits
	 */
	public static boolean fits(JsonNode term, JsonNode labels) {
		JsonNode label = labels.path(term.path("key").asString(""));
		boolean listed = !label.isMissingNode()
				&& term.path("values").valueStream().anyMatch((value) -> value.asString("").equals(label.asString("")));
		return switch (term.path("operator").asString("")) {
			case "In" -> listed;
			case "NotIn" -> !listed;
			case "Exists" -> !label.isMissingNode();
			case "DoesNotExist" -> label.isMissingNode();
			case "Gt" -> number(label) > number(term.path("values").path(0));
			case "Lt" -> number(label) < number(term.path("values").path(0));
			default -> false;
		};
	}

	private static double number(JsonNode value) {
		String text = value.asString("");
		return text.matches("-?\\d{1,15}") ? Double.parseDouble(text) : Double.NaN;
	}

	/**
	 * Prints labels.
	 * @param labels the labels
	 * @return such as {@code app=web,tier=front}
	 */
	public static String print(JsonNode labels) {
		return labels.propertyStream()
			.map((label) -> label.getKey() + "=" + label.getValue().asString(""))
			.collect(Collectors.joining(","));
	}

	/**
	 * Prints those labels of an object that a selector asks for with another value.
	 * @param selector the labels that are asked for
	 * @param labels those of the object
	 * @return such as {@code app=web}, of keys that the object lacks {@code no tier}
	 */
	public static String difference(JsonNode selector, JsonNode labels) {
		Stream<String> keys = selector.propertyStream()
			.filter((label) -> !labels.path(label.getKey()).asString("\n").equals(label.getValue().asString("")))
			.map(java.util.Map.Entry::getKey);
		return keys.map((key) -> labels.has(key) ? key + "=" + labels.path(key).asString("") : "no " + key)
			.collect(Collectors.joining(","));
	}

}
