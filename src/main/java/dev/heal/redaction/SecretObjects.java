package dev.heal.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;

/**
 * The data of Secrets of Kubernetes, as kubectl prints them: before the kind or behind
 * it.
 */
final class SecretObjects {

	private static final String ID = "k8s-secret-data";

	private static final int REACH = 16 * 1024;

	private static final int MOST_KINDS = 6;

	private static final Pattern KIND = Pattern.compile("kind(\\\\*\")?:\\s*(?:\\\\*\")?Secret(?![\\w])");

	private static final Pattern YAML_ENTRY = Pattern
		.compile("[ \\t]+[\\w.\"'/-]+:[ \\t]+(?:[\"']?)([^\\r\\n]*?)[\"']?[ \\t]*\\r?");

	private static final Pattern DATA = Pattern.compile("(?:data|stringData):\\s*");

	private SecretObjects() {
	}

	static void register(Prefilter prefilter) {
		prefilter.addText("kind", SecretObjects::detect);
		prefilter.addText("auth\"", (window, at, findings) -> DockerLogins.detect(window, at + 4, findings));
		prefilter.addText("auth\\\"", (window, at, findings) -> DockerLogins.detect(window, at + 4, findings));
		prefilter.addText("identitytoken", (window, at, findings) -> DockerLogins.detect(window, at + 13, findings));
	}

	private static void detect(Window window, int at, Findings findings) {
		Matcher kind = KIND.matcher(window.text(at, Math.min(window.end(), at + 60)));
		if (!kind.lookingAt()) {
			return;
		}
		if (kind.group(1) != null) {
			addJson(window, reach(window, at, -1), at, reach(window, at, 1), kind.group(1), findings);
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

	private static void addJson(Window window, int from, int at, int to, String quote, Findings findings) {
		String text = window.text(from, to);
		String mark = Pattern.quote(quote);
		Pattern data = Pattern.compile(mark + "(?:data|stringData)" + mark + "\\s*:\\s*\\{");
		Pattern entry = Pattern.compile("(?:\\s|\\\\n)*,?(?:\\s|\\\\n)*" + mark + "[\\w./-]+" + mark + "\\s*:\\s*"
				+ mark + "((?:(?!" + mark + ").)*+)" + mark);
		Matcher matcher = data.matcher(text);
		int position = 0;
		while (matcher.find(position)) {
			if (!areNeighbours(text, at - from, matcher.start())) {
				position = matcher.end();
				continue;
			}
			Matcher values = entry.matcher(text).region(matcher.end(), text.length());
			while (values.lookingAt()) {
				add(window, from + values.start(1), from + values.end(1), findings);
				values.region(values.end(), text.length());
			}
			position = Math.max(matcher.end(), values.regionStart());
		}
	}

	// Tells whether two places are in the same object: no brace between them opens or
	// closes more than itself.
	private static boolean areNeighbours(String text, int one, int other) {
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
			if (text.startsWith("---") || !text.startsWith(indent.isEmpty() ? "" : indent.substring(2))
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

}
