package dev.heal.kubectl;

import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Describes labels and annotations: one a line, the values below each other.
 */
final class KeyValues {

	/**
	 * The longest annotation in bytes that is printed on the line of its key.
	 */
	static final int LONGEST = 140;

	private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

	private final String indent;

	private final TabWriter out;

	private KeyValues(String indent, TabWriter out) {
		this.indent = indent;
		this.out = out;
	}

	static void labels(String title, JsonNode labels, TabWriter out) {
		new KeyValues("", out).labels(title, labels);
	}

	static void annotations(JsonNode annotations, TabWriter out) {
		new KeyValues("", out).annotations(annotations);
	}

	/**
	 * Describes labels and annotations as part of something. The indentation is repeated
	 * before each value, as kubectl does.
	 * @param metadata the object that holds both
	 * @param indent the blanks before each line
	 * @param out where to
	 */
	static void nested(JsonNode metadata, String indent, TabWriter out) {
		KeyValues nested = new KeyValues(indent, out);
		nested.labels("Labels", metadata.path("labels"));
		nested.annotations(metadata.path("annotations"));
	}

	/**
	 * Describes the attributes of a CSI volume.
	 * @param attributes the attributes
	 * @param out where to
	 */
	static void attributes(JsonNode attributes, TabWriter out) {
		String separator = "    VolumeAttributes:\t";
		for (String key : Fields.sortedNames(attributes)) {
			byte[] attribute = Utf8.encode(key + "=" + Fields.text(attributes.path(key)));
			out.write(separator + "    ");
			cut(attribute, LONGEST, out);
			separator = "        \t";
		}
		if (attributes.isEmpty()) {
			out.line(separator + "<none>");
		}
	}

	private void labels(String title, JsonNode labels) {
		String separator = this.indent + title + ":\t" + this.indent;
		for (String key : Fields.sortedNames(labels)) {
			this.out.line(separator + key + "=" + Fields.text(labels.path(key)));
			separator = this.indent + this.indent + "\t" + this.indent;
		}
		if (labels.isEmpty()) {
			this.out.line(separator + "<none>");
		}
	}

	private void annotations(JsonNode annotations) {
		List<String> keys = Fields.sortedNames(annotations);
		keys.remove(LAST_APPLIED);
		String separator = this.indent + "Annotations:\t" + this.indent;
		for (String key : keys) {
			this.out.write(separator + key + ":");
			annotation(key, Fields.text(annotations.path(key)));
			separator = this.indent + "\t" + this.indent;
		}
		if (keys.isEmpty()) {
			this.out.line(separator + "<none>");
		}
	}

	private void annotation(String key, String text) {
		String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
		if (value.contains("\n") || Utf8.encode(key + ": " + value).length > LONGEST) {
			this.out.line("");
			for (String line : value.split("\n", -1)) {
				this.out.write(this.indent + "\t  ");
				cut(Utf8.encode(line), LONGEST - 2, this.out);
			}
		}
		else {
			this.out.line(" " + value);
		}
	}

	private static void cut(byte[] text, int longest, TabWriter out) {
		if (text.length > longest) {
			out.write(Arrays.copyOf(text, longest));
			out.line("...");
		}
		else {
			out.write(text);
			out.line("");
		}
	}

}
