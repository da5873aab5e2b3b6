package dev.heal.kubectl;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * How Go prints a value, where that is not just its text.
 */
enum GoFormat {

	/**
	 * A string, number or boolean as it is.
	 */
	TEXT,
	/**
	 * A list: {@code [a b]}.
	 */
	LIST,
	/**
	 * A list with commas and without brackets.
	 */
	JOINED,
	/**
	 * A map: {@code map[a:1 b:2]}.
	 */
	MAP,
	/**
	 * A reference to an object of the same namespace.
	 */
	REFERENCE,
	/**
	 * A size, where nothing and less is no size.
	 */
	SIZE,
	/**
	 * A time: {@code Sun, 22 Nov 2026 05:02:31 +0000}.
	 */
	TIME;

	String print(JsonNode value) {
		return switch (this) {
			case TEXT -> Fields.text(value);
			case LIST -> "[" + String.join(" ", Fields.texts(value)) + "]";
			case JOINED -> String.join(", ", Fields.texts(value));
			case MAP -> map(value);
			case REFERENCE -> "&LocalObjectReference{Name:" + Fields.text(value.path("name")) + ",}";
			case SIZE -> size(value);
			case TIME -> Timestamps.rfc1123(Timestamps.parse(value));
		};
	}

	private static String size(JsonNode value) {
		Quantity size = Quantity.of(value);
		return (size.amount().signum() > 0) ? size.toString() : "<unset>";
	}

	private static String map(JsonNode value) {
		return Fields.sortedNames(value)
			.stream()
			.map((name) -> name + ":" + Fields.text(value.path(name)))
			.collect(Collectors.joining(" ", "map[", "]"));
	}

}
