package dev.heal.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;

/**
 * The labels of one alert.
 *
 * @param values the labels with a text, the others left out
 * @param odd the names of those that are not texts
 */
record Labels(Map<String, String> values, List<String> odd) {

	static Labels of(JsonNode labels) {
		Map<String, String> values = new TreeMap<>();
		labels.forEachEntry((name, value) -> {
			if (value.isString() && StringUtils.hasText(value.asString())) {
				values.put(name, value.asString());
			}
		});
		List<String> odd = labels.propertyStream()
			.filter((label) -> !label.getValue().isString())
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
		return new Labels(values, odd);
	}

	boolean has(String name) {
		return this.values.containsKey(name) || this.odd.contains(name);
	}

	Optional<String> get(String name) {
		return Optional.ofNullable(this.values.get(name));
	}

	Optional<String> first(List<String> names) {
		return names.stream().flatMap((name) -> get(name).stream()).findFirst();
	}

	/**
	 * Says which labels there are, for people who look for the one that is missing.
	 * @return their names
	 */
	String described() {
		if (this.values.isEmpty() && this.odd.isEmpty()) {
			return "it has no labels";
		}
		String texts = this.values.isEmpty() ? "no label that is a text"
				: "the labels " + String.join(", ", this.values.keySet());
		return "it has " + texts
				+ (this.odd.isEmpty() ? "" : ", and not as texts, as they must be, " + String.join(", ", this.odd));
	}

}
