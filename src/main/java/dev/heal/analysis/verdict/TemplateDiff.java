package dev.heal.analysis.verdict;

import java.util.ArrayList;
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
final class TemplateDiff {

	private static final int LIMIT = 80;

	private static final String HASH = "metadata.labels.pod-template-hash";

	private TemplateDiff() {
	}

	static List<String> between(JsonNode before, JsonNode after) {
		Map<String, String> old = leaves(before);
		Map<String, String> present = leaves(after);
		TreeSet<String> paths = new TreeSet<>(old.keySet());
		paths.addAll(present.keySet());
		paths.remove(HASH);
		List<String> changes = new ArrayList<>();
		for (String path : paths) {
			String was = old.get(path);
			String is = present.get(path);
			if (!Objects.equals(was, is)) {
				changes.add(path.replaceFirst("^spec\\.", "") + ": " + change(was, is));
			}
		}
		return changes;
	}

	private static String change(@Nullable String was, @Nullable String is) {
		if (was == null) {
			return "added, " + is;
		}
		return was + ((is != null) ? " → " + is : ", removed");
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

}
