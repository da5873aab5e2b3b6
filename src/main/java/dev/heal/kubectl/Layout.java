package dev.heal.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lines of a description as they will look, with the fields of an object in braces:
 * <code>{path.to.field:default|format}</code>. A question mark leaves the line out where
 * there is nothing: <code>{field?}</code> where the field is absent or empty,
 * <code>{object?.field}</code> where the object is absent. A line <code>@name</code>
 * stands for a section that takes more than a layout.
 */
final class Layout {

	private static final Pattern FIELD = Pattern
		.compile("\\{(?<path>[\\w.?]+)(:(?<default>[^|}]*))?(\\|(?<format>\\w+))?}");

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
			if (line.isWanted(object)) {
				out.line(indent + line.fill(object));
			}
		}
	}

	/**
	 * Writes a layout with sections.
	 * @param object the object that has the fields
	 * @param out where to
	 * @param sections writes the section of a name
	 */
	void write(JsonNode object, TabWriter out, Consumer<String> sections) {
		for (Line line : this.lines) {
			if (line.section() != null) {
				sections.accept(line.section());
			}
			else if (line.isWanted(object)) {
				out.line(line.fill(object));
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
	 * A line of text with fields in it, or the place of a section.
	 *
	 * @param section the name of the section, null for a line of text
	 * @param parts the parts of the line, fixed text and fields
	 */
	private record Line(@Nullable String section, List<Part> parts) {

		static Line of(String text) {
			if (text.startsWith("@")) {
				return new Line(text.substring(1), List.of());
			}
			List<Part> parts = new ArrayList<>();
			Matcher field = FIELD.matcher(text);
			int end = 0;
			while (field.find()) {
				parts.add(new Fixed(text.substring(end, field.start())));
				parts.add(Field.of(field));
				end = field.end();
			}
			parts.add(new Fixed(text.substring(end)));
			return new Line(null, List.copyOf(parts));
		}

		boolean isWanted(JsonNode object) {
			return this.parts.stream().allMatch((part) -> part.isWanted(object));
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

		boolean isWanted(JsonNode object);

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

		@Override
		public boolean isWanted(JsonNode object) {
			return true;
		}

	}

	/**
	 * A field of the object.
	 *
	 * @param path the names that lead to it
	 * @param needed the names that lead to what has to be there
	 * @param absent what is printed where there is none
	 * @param format how it is printed
	 */
	private record Field(List<String> path, List<String> needed, String absent, GoFormat format) implements Part {

		static Field of(Matcher field) {
			String path = field.group("path");
			String absent = field.group("default");
			String format = field.group("format");
			return new Field(names(path.replace("?", "")), names(path.substring(0, Math.max(0, path.indexOf('?')))),
					(absent != null) ? absent : "",
					(format != null) ? GoFormat.valueOf(format.toUpperCase(Locale.ROOT)) : GoFormat.TEXT);
		}

		private static List<String> names(String path) {
			return path.isEmpty() ? List.of() : List.of(path.split("\\."));
		}

		@Override
		public String text(JsonNode object) {
			JsonNode value = follow(this.path, object);
			return Fields.has(value) ? this.format.print(value) : this.absent;
		}

		@Override
		public boolean isWanted(JsonNode object) {
			JsonNode value = follow(this.needed, object);
			return Fields.has(value) && (!this.needed.equals(this.path) || Fields.hasText(value));
		}

		private static JsonNode follow(List<String> path, JsonNode object) {
			JsonNode value = object;
			for (String name : path) {
				value = value.path(name);
			}
			return value;
		}

	}

}
