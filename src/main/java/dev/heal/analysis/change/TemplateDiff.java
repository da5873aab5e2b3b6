package dev.heal.analysis.change;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What differs between two pod templates. The members of lists are told apart by their
 * name, as the API server does when it merges them.
 */
public final class TemplateDiff {

	private static final int LIMIT = 80;

	private static final String HASH = "metadata.labels.pod-template-hash";

	private TemplateDiff() {
	}

	/**
	 * Compares two templates.
	 * @param before the earlier one
	 * @param after the later one
	 * @return a line for each value that differs
	 */
	public static List<String> between(JsonNode before, JsonNode after) {
		return differences(before, after).stream().map(Difference::toString).toList();
	}

	static List<Difference> differences(JsonNode before, JsonNode after) {
		Map<String, String> old = leaves(before);
		Map<String, String> present = leaves(after);
		TreeSet<String> paths = new TreeSet<>(old.keySet());
		paths.addAll(present.keySet());
		paths.remove(HASH);
		return paths.stream()
			.filter((path) -> !Objects.equals(old.get(path), present.get(path)))
			.map((path) -> new Difference(path.replaceFirst("^spec\\.", ""), old.get(path), present.get(path)))
			.toList();
	}

	private static Map<String, String> leaves(JsonNode template) {
		Map<String, String> leaves = new TreeMap<>();
		add(leaves, "", template);
		return leaves;
	}

	private static void add(Map<String, String> leaves, String path, JsonNode node) {
		if (node.isObject()) {
			node.propertyStream()
				.forEach((entry) -> add(leaves, path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
						entry.getValue()));
		}
		else if (node.isArray()) {
			for (int index = 0; index < node.size(); index++) {
				String name = node.path(index).path("name").asString(String.valueOf(index));
				add(leaves, path + "[" + name + "]", node.path(index));
			}
		}
		else if (!path.endsWith("].name")) {
			String text = node.asString("");
			leaves.put(path, (text.length() > LIMIT) ? text.substring(0, LIMIT) + "…" : text);
		}
	}

	/**
	 * A value that differs.
	 *
	 * @param path where it stands
	 * @param was the value before, null when there was none
	 * @param is the value after, null when there is none
	 */
	record Difference(String path, @Nullable String was, @Nullable String is) {

		@Override
		public String toString() {
			return this.path + ": " + change();
		}

		private String change() {
			if (this.was == null) {
				return "added, " + this.is;
			}
			return this.was + ((this.is != null) ? " → " + this.is : ", removed");
		}

	}

}
