package dev.heal.cli.material;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.cli.material.Material.FoundLog;

/**
 * Logs of several containers in one text, of which each line says whose it is, as
 * {@code kubectl logs --prefix} prints them.
 */
final class PrefixedLog {

	private static final Pattern LINE = Pattern.compile("^\\[pod/([^/\\]\\s]+)/([^/\\]\\s]+)\\] ?");

	private PrefixedLog() {
	}

	static boolean isMeant(String text) {
		return LINE.matcher(text).find();
	}

	static List<FoundLog> read(String text, boolean isPrevious) {
		Map<List<String>, StringBuilder> logs = new LinkedHashMap<>();
		List<String> last = List.of("", "");
		for (String line : text.split("(?<=\n)", -1)) {
			Matcher prefix = LINE.matcher(line);
			boolean isNamed = prefix.find();
			if (isNamed) {
				last = List.of(prefix.group(1), prefix.group(2));
			}
			logs.computeIfAbsent(last, (_) -> new StringBuilder()).append(line.substring(isNamed ? prefix.end() : 0));
		}
		return logs.entrySet()
			.stream()
			.map((log) -> FoundLog.of("", log.getKey().getFirst(), log.getKey().getLast(), isPrevious,
					log.getValue().toString()))
			.toList();
	}

}
