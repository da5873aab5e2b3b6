package dev.heal.analysis.log.line;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A record of a structured log: JSON of any library, or logfmt.
 *
 * @param severity its level
 * @param message its message
 * @param details errors and stack traces that it holds
 */
record StructuredRecord(Severity severity, String message, List<String> details) {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> LEVELS = List.of("level", "severity", "lvl", "loglevel", "log.level", "@level",
			"levelname", "level_name", "error_severity", "severity_text", "severityText", "@l", "s", "log/level");

	private static final List<String> INNER = List.of("record", "log", "entry", "payload", "jsonPayload", "data",
			"fields");

	private static final List<String> MESSAGES = List.of("message", "msg", "@message", "event", "@m", "@mt",
			"short_message", "text", "log");

	private static final List<String> ERRORS = List.of("error", "err", "exception", "exc_info", "exc_text",
			"error.message", "error.stack_trace", "stack_trace", "stacktrace", "stack", "traceback", "thrown",
			"errorVerbose", "reason", "cause", "@x", "full_message", "detail", "attr");

	private static final Pattern ERROR_NAME = Pattern
		.compile("(?i)err(?:or)?$|^err|exception|panic|stack|trace(?:back)?$|crash|throwable|fault");

	/**
	 * A statement stands before its trace.
	 */
	private static final Comparator<String> ONE_LINE_FIRST = Comparator.comparing((detail) -> detail.indexOf('\n') > 0);

	private static final int DEPTH = 2;

	/**
	 * Reads a line.
	 * @param text the line
	 * @return the record, empty when the line is not structured
	 */
	static Optional<StructuredRecord> parse(String text) {
		int brace = text.indexOf('{');
		if (brace >= 0 && brace < 48 && text.endsWith("}") && text.indexOf('"', brace) > 0) {
			return json(text.substring(brace));
		}
		return (text.contains("level=") || text.contains("lvl=")) ? logfmt(text) : Optional.empty();
	}

	/**
	 * Returns the error that fields hold.
	 * @param fields an object
	 * @return its first line, empty when there is none
	 */
	static Optional<String> error(String fields) {
		return json(fields).stream().flatMap((record) -> record.details().stream()).flatMap(String::lines).findFirst();
	}

	/**
	 * Returns what it says, line by line: the message, then errors and traces.
	 * @return the lines
	 */
	List<String> lines() {
		return Stream.concat(Stream.of(this.message), this.details.stream())
			.flatMap(String::lines)
			.filter((line) -> !line.isBlank())
			.toList();
	}

	private static Optional<StructuredRecord> json(String text) {
		try {
			JsonNode node = JSON.readTree(text);
			boolean known = Stream.of(LEVELS, MESSAGES, ERRORS)
				.flatMap(List::stream)
				.anyMatch((name) -> !find(node, name).isMissingNode());
			return (node.isObject() && known) ? Optional.of(json(node)) : Optional.empty();
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	private static StructuredRecord json(JsonNode node) {
		Optional<JsonNode> inner = inner(node);
		Severity severity = inner.map(StructuredRecord::severity).orElseGet(() -> severity(node));
		String message = Stream
			.of(inner.orElseGet(MissingNode::getInstance), node, node.path("fields"), node.path("data"))
			.flatMap((part) -> MESSAGES.stream().map((name) -> find(part, name)))
			.filter(JsonNode::isString)
			.map(JsonNode::asString)
			.findFirst()
			.orElse("");
		List<String> details = new ArrayList<>();
		ERRORS.forEach((name) -> collect(find(node, name), details));
		collectOthers(node, details, 0);
		return new StructuredRecord(severity, message, details.stream().distinct().sorted(ONE_LINE_FIRST).toList());
	}

	/**
	 * Returns a record of another program that a record holds, when it is of the worse
	 * level.
	 * @param node the record
	 * @return the one within it
	 */
	private static Optional<JsonNode> inner(JsonNode node) {
		Severity own = severity(node);
		return INNER.stream()
			.map(node::path)
			.filter((part) -> part.isObject() && severity(part).isError() && severity(part).compareTo(own) > 0)
			.findFirst();
	}

	/**
	 * Adds what stands in other fields and looks like an error: a text of several lines,
	 * or any text under a name that speaks of errors.
	 * @param node an object
	 * @param details takes the texts
	 * @param depth how deep the object lies
	 */
	private static void collectOthers(JsonNode node, List<String> details, int depth) {
		node.propertyStream().filter((field) -> !ERRORS.contains(field.getKey())).forEach((field) -> {
			JsonNode value = field.getValue();
			if (value.isString() && !MESSAGES.contains(field.getKey())
					&& (value.asString().indexOf('\n') > 0 || ERROR_NAME.matcher(field.getKey()).find())) {
				collect(value, details);
			}
			else if ((value.isObject() || value.isArray()) && ERROR_NAME.matcher(field.getKey()).find()) {
				collect(value, details);
			}
			else if (value.isObject() && depth < DEPTH) {
				ERRORS.forEach((name) -> collect(value.path(name), details));
				collectOthers(value, details, depth + 1);
			}
		});
	}

	private static JsonNode find(JsonNode node, String name) {
		JsonNode direct = node.path(name);
		int dot = name.indexOf('.');
		return (direct.isMissingNode() && dot > 0) ? node.path(name.substring(0, dot)).path(name.substring(dot + 1))
				: direct;
	}

	/**
	 * Returns the level of a record: a word tells it more surely than a number, of which
	 * each library has its own.
	 * @param node the record
	 * @return the level
	 */
	private static Severity severity(JsonNode node) {
		List<JsonNode> levels = LEVELS.stream().map((name) -> find(node, name)).filter(JsonNode::isValueNode).toList();
		return levels.stream()
			.filter((level) -> !level.isNumber())
			.flatMap((level) -> severity(level.asString()).stream())
			.findFirst()
			.or(() -> levels.stream()
				.filter(JsonNode::isNumber)
				.map((level) -> Severity.ofNumber(level.asInt()))
				.findFirst())
			.orElse(Severity.NONE);
	}

	private static Optional<Severity> severity(String word) {
		return switch (word) {
			case "E" -> Optional.of(Severity.ERROR);
			case "F" -> Optional.of(Severity.FATAL);
			case "W" -> Optional.of(Severity.WARN);
			case "I" -> Optional.of(Severity.INFO);
			default -> Severity.ofWord(word);
		};
	}

	private static void collect(JsonNode node, List<String> details) {
		if (node.isString() && !node.asString().isBlank()) {
			details.add(node.asString());
		}
		else if (!StructuredError.frames(node, "").isEmpty()) {
			details.add(StructuredError.frames(node, ""));
		}
		else if (node.isArray()) {
			node.forEach((element) -> collect(element, details));
		}
		else if (node.isObject()) {
			details.addAll(StructuredError.texts(node));
			collect(node.path("error"), details);
		}
	}

	private static Optional<StructuredRecord> logfmt(String text) {
		Map<String, String> pairs = pairs(text);
		String level = first(pairs, List.of("level", "lvl", "severity"));
		if (level == null) {
			return Optional.empty();
		}
		String message = first(pairs, MESSAGES);
		List<String> errors = ERRORS.stream()
			.map(pairs::get)
			.filter((error) -> error != null)
			.map(String::valueOf)
			.toList();
		if (message == null && !errors.isEmpty()) {
			return Optional.of(new StructuredRecord(Severity.ofWord(level).orElse(Severity.NONE), errors.getFirst(),
					errors.subList(1, errors.size())));
		}
		String said = (message != null) ? message : text;
		if (errors.size() == 1 && errors.getFirst().indexOf('\n') < 0) {
			return Optional.of(new StructuredRecord(Severity.ofWord(level).orElse(Severity.NONE),
					said + ": " + errors.getFirst(), List.of()));
		}
		return Optional.of(new StructuredRecord(Severity.ofWord(level).orElse(Severity.NONE), said, errors));
	}

	private static @Nullable String first(Map<String, String> pairs, List<String> names) {
		return names.stream().filter(pairs::containsKey).map(pairs::get).findFirst().orElse(null);
	}

	private static Map<String, String> pairs(String text) {
		Map<String, String> pairs = new LinkedHashMap<>();
		int at = 0;
		int equals;
		while ((equals = text.indexOf('=', at)) > 0) {
			String name = text.substring(text.lastIndexOf(' ', equals) + 1, equals);
			int end = endOfValue(text, equals + 1);
			pairs.putIfAbsent(name, unquote(text.substring(equals + 1, end)));
			at = end + 1;
		}
		return pairs;
	}

	private static int endOfValue(String text, int from) {
		if (from >= text.length() || text.charAt(from) != '"') {
			int end = text.indexOf(' ', from);
			return (end < 0) ? text.length() : end;
		}
		int i = from + 1;
		while (i < text.length() && text.charAt(i) != '"') {
			i += (text.charAt(i) == '\\') ? 2 : 1;
		}
		return Math.min(text.length(), i + 1);
	}

	private static String unquote(String value) {
		if (value.length() < 2 || value.charAt(0) != '"') {
			return value;
		}
		return value.substring(1, value.length() - 1)
			.replace("\\n", "\n")
			.replace("\\t", "\t")
			.replace("\\\"", "\"")
			.replace("\\\\", "\\");
	}

}
