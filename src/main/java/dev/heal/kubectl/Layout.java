package dev.heal.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Lines of a description as they will look, with the fields of an object in braces:
 * <code>{path.to.field:default|format}</code>. A line that starts with a question mark is
 * left out where its field is absent or empty.
 */
final class Layout {

	private static final Pattern FIELD = Pattern
		.compile("\\{(?<path>[\\w.]*)(:(?<default>[^|}]*))?(\\|(?<format>\\w+))?}");

	private final List<Line> lines;

	private Layout(List<Line> lines) {
		this.lines = List.copyOf(lines);
	}

	static Layout of(String text) {
		return new Layout(text.lines().map(Line::of).toList());
	}

	void write(JsonNode object, TabWriter out) {
		write(object, out, "");
	}

	void write(JsonNode object, TabWriter out, String indent) {
		for (Line line : this.lines) {
			String text = line.fill(object);
			if (!line.optional() || !text.equals(line.empty())) {
				out.line(indent + text);
			}
		}
	}

	/**
	 * Fills in a layout of one line.
	 * @param object the object that has the fields
	 * @return the line without its end
	 */
	String line(JsonNode object) {
		return this.lines.getFirst().fill(object);
	}

	/**
	 * A line of text with fields in it.
	 *
	 * @param optional whether it is left out where its fields are empty
	 * @param parts the parts of the line, fixed text and fields
	 * @param empty what the line is with nothing in its fields
	 */
	private record Line(boolean optional, List<Part> parts, String empty) {

		static Line of(String text) {
			boolean optional = text.startsWith("?");
			List<Part> parts = new ArrayList<>();
			Matcher field = FIELD.matcher(text);
			int end = optional ? 1 : 0;
			while (field.find()) {
				parts.add(new Fixed(text.substring(end, field.start())));
				parts.add(Field.of(field));
				end = field.end();
			}
			parts.add(new Fixed(text.substring(end)));
			return new Line(optional, List.copyOf(parts),
					FIELD.matcher(optional ? text.substring(1) : text).replaceAll(""));
		}

		String fill(JsonNode object) {
			StringBuilder text = new StringBuilder();
			this.parts.forEach((part) -> text.append(part.text(object)));
			return text.toString();
		}

	}

	/**
	 * A part of a line.
	 */
	private sealed interface Part {

		String text(JsonNode object);

	}

	/**
	 * Text that is the same for every object.
	 *
	 * @param text the text
	 */
	private record Fixed(String text) implements Part {

		@Override
		public String text(JsonNode object) {
			return this.text;
		}

	}

	/**
	 * A field of the object.
	 *
	 * @param path the names that lead to it
	 * @param absent what is printed where there is none
	 * @param format how it is printed
	 */
	private record Field(List<String> path, String absent, GoFormat format) implements Part {

		static Field of(Matcher field) {
			String absent = field.group("default");
			String format = field.group("format");
			return new Field(List.of(field.group("path").split("\\.")), (absent != null) ? absent : "",
					(format != null) ? GoFormat.valueOf(format.toUpperCase(Locale.ROOT)) : GoFormat.TEXT);
		}

		@Override
		public String text(JsonNode object) {
			JsonNode value = object;
			for (String name : this.path) {
				value = value.path(name);
			}
			return Fields.has(value) ? this.format.print(value) : this.absent;
		}

	}

}
