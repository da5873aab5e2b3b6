package dev.heal.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes JSON as the YAML of kubectl's printer, whose choice of quotes, of places to fold
 * a line and of the order of keys no Java library shares.
 */
final class YamlWriter {

	private static final int STEP = 2;

	private static final int LONGEST_SIMPLE_KEY = 128;

	private static final char NEXT_LINE = 0x85;

	private static final Pattern NEXT_LINES = Pattern.compile(" *+\\x85[ \\x85]*+");

	private final YamlOutput out = new YamlOutput();

	/**
	 * Writes an item of a list that stands at the beginning of the line.
	 * @param item the item
	 * @return its lines
	 */
	static String writeItem(JsonNode item) {
		YamlWriter writer = new YamlWriter();
		writer.sequence(JsonNodeFactory.instance.arrayNode().add(item), 0, false);
		return writer.out.end();
	}

	/**
	 * Writes a document.
	 * @param object a mapping that is not empty
	 * @return its lines
	 */
	static String write(JsonNode object) {
		YamlWriter writer = new YamlWriter();
		writer.mapping(object, 0, false);
		return writer.out.end();
	}

	/**
	 * Writes a mapping that is not empty.
	 * @param mapping the mapping
	 * @param indent where its keys stand
	 * @param inline whether its first key follows on the line that has been begun
	 */
	private void mapping(JsonNode mapping, int indent, boolean inline) {
		List<String> keys = new ArrayList<>(mapping.propertyNames());
		boolean begun = inline;
		for (String key : GoSort.sort(keys, KeyOrder.NATURAL)) {
			begin(indent, begun);
			entry(new YamlScalar(key), mapping.path(key), indent);
			begun = false;
		}
	}

	private void entry(YamlScalar key, JsonNode value, int indent) {
		if (key.isMultiline() || key.size() > LONGEST_SIMPLE_KEY) {
			this.out.write("? ");
			this.out.write(key, indent + STEP, true);
			this.out.newLine(indent);
			this.out.write(":");
			value(value, indent, true);
		}
		else {
			this.out.write(key, indent + STEP, false);
			this.out.write(":");
			value(value, indent, false);
		}
	}

	private void value(JsonNode value, int indent, boolean inline) {
		if (value.isObject() && !value.isEmpty()) {
			mapping(value, indent + STEP, inline);
		}
		else if (value.isArray() && !value.isEmpty()) {
			// a list stands below its key, not to the right of it
			sequence(value, inline ? indent + STEP : indent, inline);
		}
		else {
			leaf(value, indent);
		}
	}

	private void sequence(JsonNode items, int indent, boolean inline) {
		boolean begun = inline;
		for (JsonNode item : items) {
			begin(indent, begun);
			this.out.write("-");
			value(item, indent, true);
			begun = false;
		}
	}

	private void begin(int indent, boolean begun) {
		if (begun) {
			this.out.write(" ");
		}
		else {
			this.out.newLine(indent);
		}
	}

	private void leaf(JsonNode value, int indent) {
		this.out.write(" ");
		if (value.isString()) {
			this.out.write(new YamlScalar(fold(value.asString())), indent + STEP, true);
		}
		else {
			this.out.write(literal(value));
		}
	}

	/**
	 * Folds the lines of a text at next line characters: kubectl reads its own JSON as
	 * YAML, where these are line breaks.
	 * @param text the text
	 * @return the text with a blank, or all but one of the line breaks, for them
	 */
	private static String fold(String text) {
		if (text.indexOf(NEXT_LINE) < 0) {
			return text;
		}
		return NEXT_LINES.matcher(text).replaceAll((breaks) -> {
			long count = breaks.group().chars().filter((c) -> c == NEXT_LINE).count();
			return (count > 1) ? "\n".repeat((int) count - 1) : " ";
		});
	}

	private static String literal(JsonNode value) {
		return switch (value.getNodeType()) {
			case OBJECT -> "{}";
			case ARRAY -> "[]";
			case NUMBER -> GoNumber.print(value);
			default -> value.toString();
		};
	}

}
