package dev.heal.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * A label selector on one line.
 */
final class LabelSelector {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

	private static final Pattern DOMAIN = Pattern
		.compile("[a-z0-9]([-a-z0-9]*+(?<!-))(\\.[a-z0-9]([-a-z0-9]*+(?<!-)))*+");

	private static final int LONGEST_DOMAIN = 253;

	private LabelSelector() {
	}

	static String print(JsonNode selector) {
		List<Requirement> requirements = requirements(selector);
		if (requirements.isEmpty()) {
			return "<none>";
		}
		return requirements.stream().allMatch(Requirement::isValid)
				? requirements.stream().map(Requirement::print).collect(Collectors.joining(",")) : "<error>";
	}

	private static List<Requirement> requirements(JsonNode selector) {
		List<Requirement> requirements = new ArrayList<>();
		selector.path("matchLabels")
			.forEachEntry((key, value) -> requirements.add(new Requirement(key, "=", List.of(Fields.text(value)))));
		for (JsonNode expression : selector.path("matchExpressions")) {
			requirements.add(new Requirement(Fields.text(expression.path("key")),
					Fields.text(expression.path("operator")), Fields.texts(expression.path("values"))));
		}
		return GoSort.sort(requirements, (left, right) -> Utf8.ORDER.compare(left.key(), right.key()));
	}

	/**
	 * One condition on one label.
	 *
	 * @param key the label
	 * @param operator what is asked of it
	 * @param values what it is compared with
	 */
	private record Requirement(String key, String operator, List<String> values) {

		boolean isValid() {
			boolean counted = switch (this.operator) {
				case "=" -> true;
				case "In", "NotIn" -> !this.values.isEmpty();
				case "Exists", "DoesNotExist" -> this.values.isEmpty();
				default -> false;
			};
			return counted && isQualifiedName(this.key)
					&& this.values.stream().allMatch((value) -> value.isEmpty() || NAME.matcher(value).matches());
		}

		private static boolean isQualifiedName(String key) {
			int slash = key.indexOf('/');
			boolean prefixed = slash < 0
					|| (slash <= LONGEST_DOMAIN && DOMAIN.matcher(key.substring(0, slash)).matches());
			return prefixed && NAME.matcher(key.substring(slash + 1)).matches();
		}

		String print() {
			String joined = this.values.stream().sorted(Utf8.ORDER).collect(Collectors.joining(","));
			return switch (this.operator) {
				case "In" -> this.key + " in (" + joined + ")";
				case "NotIn" -> this.key + " notin (" + joined + ")";
				case "DoesNotExist" -> "!" + this.key;
				case "Exists" -> this.key;
				default -> this.key + "=" + joined;
			};
		}

	}

}
