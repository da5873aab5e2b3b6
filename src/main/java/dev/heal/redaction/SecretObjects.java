package dev.heal.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.heal.redaction.Finding.Rank;

/**
 * The data of Secrets of Kubernetes, as kubectl prints them: before the kind or behind
 * it.
 */
final class SecretObjects {

	private static final String ID = "k8s-secret-data";

	private static final int REACH = 16 * 1024;

	private static final int MOST_KINDS = 6;

	private static final Pattern KIND = Pattern.compile("kind(\\\\*\")?\\s*:\\s*(?:\\\\*\")?Secret(List)?(?![\\w])");

	private static final Pattern YAML_ENTRY = Pattern
		.compile("[ \\t]+[\\w.\"'/-]+:[ \\t]+(?:[\"']?)([^\\r\\n]*?)[\"']?[ \\t]*\\r?");

	private static final Pattern DATA = Pattern.compile("(?:data|stringData):\\s*");

	private static final Pattern FLOW_DATA = Pattern.compile("\\s*(?:data|stringData):\\s*\\{");

	private static final Pattern FLOW_ENTRY = Pattern.compile("[\\s,]*[\\w.\"'/-]+:\\s+[\"']?([^\\s,\"'{}]+)[\"']?");

	/** By the number of backslashes before each quotation mark. */
	private static final List<Fields> FIELDS = IntStream.rangeClosed(0, 16)
		.mapToObj((depth) -> Fields.quotedBy("\\".repeat(depth) + '"'))
		.toList();

	private SecretObjects() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("kind", SecretObjects::detect);
		prefilter.addText("auth\"", (window, at, findings) -> DockerLogins.detect(window, at + 4, findings));
		prefilter.addText("auth\\\"", (window, at, findings) -> DockerLogins.detect(window, at + 4, findings));
		prefilter.addText("auth'", (window, at, findings) -> DockerLogins.detect(window, at + 4, findings));
		for (String name : List.of(":_auth", " _auth", "\n_auth")) {
			prefilter.addText(name,
					(window, at, findings) -> DockerLogins.detect(window, at + name.length(), findings));
		}
		prefilter.addText("identitytoken", (window, at, findings) -> DockerLogins.detect(window, at + 13, findings));
	}

	private static void detect(Window window, int at, Findings findings) {
		Matcher kind = KIND.matcher(window.view(at, Math.min(window.end(), at + 60)));
		if (!kind.lookingAt()) {
			return;
		}
		if (kind.start(1) >= 0 && kind.end(1) - kind.start(1) > FIELDS.size()) {
			return;
		}
		if (kind.start(1) >= 0) {
			addJson(window, reach(window, at, -1), at, reach(window, at, 1),
					FIELDS.get(kind.end(1) - kind.start(1) - 1), kind.start(2) >= 0, findings);
		}
		else if (!window.isDone(SecretObjects.class, at)) {
			addYaml(window, Math.max(0, at - REACH), at, Math.min(window.end(), at + REACH), findings);
		}
	}

	// Finds how far the object may reach that a kind belongs to: over few other kinds.
	private static int reach(Window window, int at, int step) {
		int position = at;
		int kinds = 0;
		while (position > 0 && position < window.end() && Math.abs(position - at) < REACH && kinds <= MOST_KINDS) {
			kinds += (window.at(position) == 'k' && window.matches(position, "kind\"")) ? 1 : 0;
			position += step;
		}
		return position;
	}

	private static void addJson(Window window, int from, int at, int to, Fields fields, boolean list,
			Findings findings) {
		CharSequence text = window.view(from, to);
		int end = edge(window, at, to, 1) - from;
		Matcher data = fields.data().matcher(text).region(edge(window, at, from, -1) - from, end);
		while (data.find()) {
			int position = data.end();
			if (list || areNeighbours(text, at - from, data.start())) {
				Matcher values = fields.entry().matcher(text).region(position, text.length());
				while (values.lookingAt()) {
					add(window, from + values.start(1), from + values.end(1), findings);
					values.region(values.end(), text.length());
				}
				position = values.regionStart();
			}
			data.region(Math.min(position, end), end);
		}
	}

	// Finds the brace of the object around a place.
	private static int edge(Window window, int at, int limit, int step) {
		int depth = 0;
		int position = at;
		while (position != limit && depth >= 0) {
			int value = window.at(position);
			depth += (value == '{') ? step : (value == '}') ? -step : 0;
			position += step;
		}
		return position;
	}

	// Tells whether two places are in the same object: no brace between them opens or
	// closes more than itself.
	private static boolean areNeighbours(CharSequence text, int one, int other) {
		int depth = 0;
		for (int i = Math.min(one, other); i < Math.max(one, other) && depth >= 0; i++) {
			depth += (text.charAt(i) == '{') ? 1 : (text.charAt(i) == '}') ? -1 : 0;
		}
		return depth == 0;
	}

	private static void addYaml(Window window, int from, int at, int to, Findings findings) {
		int line = window.lineStart(at, REACH);
		String indent = " ".repeat(at - line);
		int start = documentStart(window, from, line, indent);
		int position = start;
		boolean data = false;
		while (position < to) {
			int end = window.lineEnd(position, REACH);
			String text = window.text(position, end);
			if (position > line && (text.startsWith("---") || (!text.isEmpty() && !text.startsWith(indent)))) {
				break;
			}
			if (isField(text, indent.length())) {
				addFlow(window, position, text, findings);
				data = DATA.matcher(text).region(indent.length(), text.length()).matches();
			}
			else if (data) {
				addEntry(window, position, text, findings);
			}
			position = end + 1;
		}
		window.markDone(SecretObjects.class, start, position);
	}

	private static int documentStart(Window window, int from, int line, String indent) {
		int start = line;
		while (start > from) {
			int previous = window.lineStart(start - 1, REACH);
			String text = window.text(previous, start - 1);
			if (text.startsWith("---") || !text.startsWith(indent.substring(Math.min(2, indent.length())))
					|| previous < from) {
				return start;
			}
			start = previous;
			if (!indent.isEmpty() && text.startsWith("- ", indent.length() - 2)) {
				return start;
			}
		}
		return start;
	}

	private static void addFlow(Window window, int position, String line, Findings findings) {
		Matcher data = FLOW_DATA.matcher(line);
		if (data.lookingAt()) {
			Matcher entry = FLOW_ENTRY.matcher(line).region(data.end(), line.length());
			while (entry.lookingAt()) {
				add(window, position + entry.start(1), position + entry.end(1), findings);
				entry.region(entry.end(), line.length());
			}
		}
	}

	private static boolean isField(String line, int indent) {
		return line.length() > indent && !Character.isWhitespace(line.charAt(indent));
	}

	private static void addEntry(Window window, int position, String line, Findings findings) {
		Matcher entry = YAML_ENTRY.matcher(line);
		if (entry.matches()) {
			if (!entry.group(1).matches("[|>][-+0-9]*")) {
				add(window, position + entry.start(1), position + entry.end(1), findings);
			}
		}
		else if (!line.isBlank() && !line.stripTrailing().endsWith(":")) {
			int start = window.skipBlanks(position);
			add(window, start, position + line.stripTrailing().length(), findings);
		}
	}

	private static void add(Window window, int start, int end, Findings findings) {
		if (!window.text(start, end).contains(Placeholders.PREFIX)) {
			findings.add(new Finding(ID, Rank.CONTEXT, start, end));
		}
	}

	/**
	 * The fields of a Secret in JSON.
	 *
	 * @param data where the data begins
	 * @param entry a name and a value
	 */
	private record Fields(Pattern data, Pattern entry) {

		private static Fields quotedBy(String quote) {
			String mark = Pattern.quote(quote);
			return new Fields(Pattern.compile(mark + "(?:data|stringData)" + mark + "\\s*:\\s*\\{"),
					Pattern.compile("(?:\\s|\\\\n)*+,?(?:\\s|\\\\n)*+" + mark + "[\\w./-]+" + mark + "\\s*:\\s*" + mark
							+ "((?:(?!" + mark + ").)*+)" + mark));
		}

	}

}
