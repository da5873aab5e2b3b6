package dev.heal.analysis.log.line;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An error that a structured log holds as an object: its type, its message, and its stack
 * as a text, as lines or as an object for each frame.
 */
final class StructuredError {

	private static final List<String> TYPES = List.of("type", "class", "name", "exception_class", "exc_type");

	private static final List<String> MESSAGES = List.of("message", "msg", "errmsg", "exc_value", "value");

	private static final List<String> STACKS = List.of("stack_trace", "stacktrace", "stackTrace", "stack",
			"extendedStackTrace", "traceback", "backtrace", "trace", "frames");

	private static final List<String> CLASSES = List.of("class", "className", "class_name");

	private static final List<String> FUNCTIONS = List.of("method", "methodName", "function", "func", "name");

	private static final List<String> FILES = List.of("file", "fileName", "file_name", "filename", "source",
			"abs_path");

	private static final List<String> LINES = List.of("line", "lineNumber", "line_number", "lineno");

	private static final Pattern PLACE = Pattern.compile("^(\\S+):(\\d+)$");

	private StructuredError() {
	}

	/**
	 * Returns what an error says, as the runtime would have written it.
	 * @param node the error
	 * @return its statement, and its trace if it has one
	 */
	static List<String> texts(JsonNode node) {
		if (isOfPhp(node)) {
			return List.of(php(node));
		}
		String message = first(node, MESSAGES);
		String type = first(node, TYPES);
		String statement = type.isEmpty() ? message : type + ": " + message;
		List<String> texts = new ArrayList<>();
		String stack = STACKS.stream()
			.map((name) -> stack(node.path(name), statement))
			.filter((text) -> !text.isEmpty())
			.findFirst()
			.orElse("");
		if (stack.isEmpty()) {
			texts.add(message.isEmpty() ? values(node) : statement);
			return texts;
		}
		if (!stack.contains(message)) {
			texts.add(statement);
		}
		texts.add(stack);
		return texts;
	}

	/**
	 * Whether it has the form in which Monolog puts exceptions into JSON.
	 * @param node the error
	 * @return whether its class, message and place stand apart
	 */
	private static boolean isOfPhp(JsonNode node) {
		return node.path("class").isString() && node.path("message").isString()
				&& PLACE.matches(node.path("file").asString(""));
	}

	/**
	 * Writes an exception as PHP does, the innermost first.
	 * @param node the exception
	 * @return its statement and its frames, which have no functions
	 */
	private static String php(JsonNode node) {
		StringBuilder text = new StringBuilder();
		if (isOfPhp(node.path("previous"))) {
			text.append(php(node.path("previous"))).append("\n\nNext ");
		}
		text.append("%s: %s in %s\nStack trace:".formatted(node.path("class").asString(),
				node.path("message").asString(), node.path("file").asString()));
		List<String> places = node.path("trace")
			.valueStream()
			.filter(JsonNode::isString)
			.map(JsonNode::asString)
			.filter(PLACE::matches)
			.toList();
		for (int i = 0; i < places.size(); i++) {
			text.append("\n#").append(i).append(' ').append(PLACE.matcher(places.get(i)).replaceFirst("$1($2)"));
		}
		return text.toString();
	}

	private static String stack(JsonNode node, String statement) {
		if (node.isString()) {
			return node.asString();
		}
		if (node.path("frames").isArray()) {
			return stack(node.path("frames"), statement);
		}
		String frames = frames(node, statement);
		return (!frames.isEmpty() || !node.isArray()) ? frames
				: node.valueStream()
					.filter(JsonNode::isString)
					.map(JsonNode::asString)
					.collect(Collectors.joining("\n"));
	}

	/**
	 * Writes the frames of a stack as lines.
	 * @param stack what may be a list of frames
	 * @param statement the error
	 * @return the trace, empty when there is no frame
	 */
	static String frames(JsonNode stack, String statement) {
		List<JsonNode> frames = stack.valueStream().filter(StructuredError::isFrame).toList();
		if (frames.isEmpty()) {
			return "";
		}
		return frames.getFirst().has("lineno") ? outermostFirst(frames, statement) : innermostFirst(frames, statement);
	}

	private static boolean isFrame(JsonNode node) {
		return node.isObject() && !first(node, LINES).isEmpty()
				&& !(first(node, FUNCTIONS) + first(node, FILES)).isEmpty();
	}

	/**
	 * Writes frames as Python does, whose libraries count them in this order.
	 * @param frames the frames
	 * @param statement the error
	 * @return the trace
	 */
	private static String outermostFirst(List<JsonNode> frames, String statement) {
		return Stream
			.concat(Stream.concat(Stream.of("Traceback (most recent call last):"),
					frames.stream()
						.map((frame) -> "  File \"%s\", line %s, in %s".formatted(first(frame, FILES),
								first(frame, LINES), first(frame, FUNCTIONS)))),
					Stream.of(statement))
			.collect(Collectors.joining("\n"));
	}

	private static String innermostFirst(List<JsonNode> frames, String statement) {
		return Stream.concat(Stream.of(statement), frames.stream().map(StructuredError::frame))
			.collect(Collectors.joining("\n"));
	}

	private static String frame(JsonNode frame) {
		String type = first(frame, CLASSES);
		String place = "(%s:%s)".formatted(first(frame, FILES), first(frame, LINES));
		String function = first(frame, FUNCTIONS);
		return "\tat " + (type.isEmpty() ? function + ' ' + place : type + '.' + function + place);
	}

	private static String first(JsonNode node, List<String> names) {
		return names.stream()
			.map(node::path)
			.filter((value) -> value.isString() || value.isNumber())
			.map(JsonNode::asString)
			.findFirst()
			.orElse("");
	}

	private static String values(JsonNode node) {
		return node.valueStream()
			.filter(JsonNode::isValueNode)
			.map(JsonNode::asString)
			.collect(Collectors.joining(" "));
	}

}
