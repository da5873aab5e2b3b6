package dev.heal.cli.material;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code kubectl get events} and {@code kubectl events} print.
 *
 * @param rows what each line says, by column
 */
record EventTable(List<Map<String, String>> rows) {

	private static final String HEAD = "(?:NAMESPACE +)?LAST SEEN +TYPE +REASON +OBJECT ";

	private static final Pattern COLUMN = Pattern.compile("[A-Z]+(?: [A-Z]+)*");

	/**
	 * Reads what may be one.
	 * @param text some text
	 * @return the table, empty when there is none
	 */
	static Optional<EventTable> read(String text) {
		if (!text.contains("LAST") || !text.contains("REASON")) {
			return Optional.empty();
		}
		List<String> lines = Pasted.from(text, HEAD).lines().toList();
		if (lines.size() < 2) {
			return Optional.empty();
		}
		Map<String, Integer> columns = columns(lines.getFirst());
		return Optional.of(new EventTable(lines.stream()
			.skip(1)
			.takeWhile((line) -> !line.isBlank())
			.map((line) -> row(line, columns))
			.filter((row) -> row.getOrDefault("OBJECT", "").contains("/"))
			.toList()));
	}

	private static Map<String, Integer> columns(String head) {
		Map<String, Integer> columns = new LinkedHashMap<>();
		Matcher column = COLUMN.matcher(head);
		while (column.find()) {
			columns.put(column.group(), column.start());
		}
		return columns;
	}

	private static Map<String, String> row(String line, Map<String, Integer> columns) {
		Map<String, String> row = new LinkedHashMap<>();
		List<Map.Entry<String, Integer>> all = List.copyOf(columns.entrySet());
		for (int index = 0; index < all.size(); index++) {
			int from = Math.min(line.length(), all.get(index).getValue());
			int to = (index + 1 < all.size()) ? Math.min(line.length(), all.get(index + 1).getValue()) : line.length();
			row.put(all.get(index).getKey(), line.substring(from, to).strip());
		}
		return row;
	}

	/**
	 * Finds the events of a pod.
	 * @param pod the pod
	 * @return its events
	 */
	List<ObjectNode> of(JsonNode pod) {
		List<String> lines = new ArrayList<>();
		this.rows.stream().filter((row) -> isOf(row, pod)).map(EventTable::described).forEach(lines::add);
		return DescribedEvents.read(lines, pod);
	}

	private static boolean isOf(Map<String, String> row, JsonNode pod) {
		String namespace = pod.at("/metadata/namespace").asString("");
		return row.getOrDefault("OBJECT", "").equalsIgnoreCase("pod/" + pod.at("/metadata/name").asString(""))
				&& row.getOrDefault("NAMESPACE", namespace).equals(namespace);
	}

	// as a description has it
	private static String described(Map<String, String> row) {
		String seen = row.getOrDefault("LAST SEEN", "");
		String count = row.getOrDefault("COUNT", "");
		String age = (count.isEmpty() || seen.contains("(")) ? seen
				: "%s (x%s over %s)".formatted(seen, count, row.get("FIRST SEEN"));
		return "  %s  %s  %s  %s  %s".formatted(row.get("TYPE"), row.get("REASON"), age,
				row.getOrDefault("SOURCE", "").isEmpty() ? "-" : Objects.requireNonNull(row.get("SOURCE")),
				row.get("MESSAGE"));
	}

}
