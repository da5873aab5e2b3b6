package dev.heal.analysis.verdict;

import java.util.List;
import java.util.OptionalLong;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The lines of a description, in which the values of the pod are looked up.
 */
final class DescribeLines {

	private static final Pattern CONTAINER = Pattern.compile("^/(?:status|spec)/\\w*[cC]ontainer(?:Statuses|s)/\\d+");

	private final List<String> lines;

	DescribeLines(List<String> lines) {
		this.lines = lines;
	}

	OptionalLong find(JsonNode pod, String pointer) {
		Matcher container = CONTAINER.matcher(pointer);
		String value = pod.at(pointer).asString("");
		if (value.isEmpty()) {
			return OptionalLong.empty();
		}
		if (!container.find()) {
			return findIn(0, this.lines.size(), "", value);
		}
		int start = this.lines.indexOf("  " + pod.at(container.group() + "/name").asString("") + ":");
		if (start < 0) {
			return OptionalLong.empty();
		}
		return findIn(start, end(start), section(pointer), value);
	}

	private int end(int start) {
		int end = start + 1;
		while (end < this.lines.size() && this.lines.get(end).startsWith("    ")) {
			end++;
		}
		return end;
	}

	private static String section(String pointer) {
		if (pointer.contains("/lastState/")) {
			return "    Last State:";
		}
		if (pointer.contains("/state/")) {
			return "    State:";
		}
		return pointer.contains("/limits/") ? "    Limits:" : "";
	}

	private OptionalLong findIn(int start, int end, String section, String value) {
		boolean inside = section.isEmpty();
		for (int index = start; index < end; index++) {
			String line = this.lines.get(index);
			inside |= line.startsWith(section);
			if (inside && (line.endsWith(" " + value)
					|| line.stripTrailing().matches("\\s*\\Q" + value + "\\E\\s+\\S+"))) {
				return OptionalLong.of(index + 1L);
			}
		}
		return OptionalLong.empty();
	}

}
