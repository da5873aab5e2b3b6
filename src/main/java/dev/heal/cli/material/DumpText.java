package dev.heal.cli.material;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import dev.heal.cli.material.Material.FoundLog;

/**
 * What {@code kubectl cluster-info dump} prints: lists of objects, and logs between two
 * lines that say whose they are.
 */
final class DumpText {

	static final String START = "==== START logs for container ";

	private static final Pattern LOG = Pattern.compile(
			"(?m)^==== START logs for container (\\S+) of pod ([^/\\s]+)/(\\S+) ====\\R(.*?)^==== END logs for container \\1 of pod \\2/\\3 ====\\R?",
			Pattern.DOTALL);

	private DumpText() {
	}

	static void read(String path, String text, List<JsonNode> objects, List<FoundLog> logs) {
		Matcher log = LOG.matcher(text);
		StringBuilder rest = new StringBuilder();
		while (log.find()) {
			logs.add(found(log));
			log.appendReplacement(rest, "");
		}
		log.appendTail(rest);
		Documents.read(path, rest.toString()).forEach((list) -> flatten(list, objects));
	}

	private static FoundLog found(Matcher log) {
		return FoundLog.of(log.group(2), log.group(3), log.group(1), false, log.group(4));
	}

	private static void flatten(JsonNode list, List<JsonNode> objects) {
		String kind = list.path("kind").asString("").replaceFirst("List$", "");
		list.path("items").forEach((item) -> objects.add(Material.named(item, kind)));
	}

}
