package dev.heal.analysis.condition;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What bounds the heap of a runtime within a container, as far as the specification
 * tells.
 *
 * @param option the option as it is written, such as {@code -Xmx512m}
 * @param place where it stands, such as {@code env JAVA_OPTS}
 * @param bytes how much it allows, empty when it is a part of the limit
 */
public record HeapSetting(String option, String place, OptionalLong bytes) {

	private static final Pattern OPTION = Pattern.compile(
			"(-Xmx(\\d+)([kKmMgG]?)|-XX:MaxRAMPercentage=[\\d.]+|-XX:MaxHeapSize=(\\d+)([kKmMgG]?)|--max-old-space-size=(\\d+))");

	/**
	 * Finds it in the environment, the command or the arguments of a container.
	 * @param spec the container's specification
	 * @return the setting, empty when there is none
	 */
	public static Optional<HeapSetting> of(JsonNode spec) {
		Stream<Optional<HeapSetting>> env = spec.path("env")
			.valueStream()
			.map((variable) -> in(variable.path("value").asString(""), "env " + variable.path("name").asString("")));
		Stream<Optional<HeapSetting>> words = Stream.of("args", "command")
			.flatMap((field) -> spec.path(field).valueStream().map((word) -> in(word.asString(""), field)));
		return Stream.concat(env, words).flatMap(Optional::stream).findFirst();
	}

	private static Optional<HeapSetting> in(String text, String place) {
		Matcher matcher = OPTION.matcher(text);
		return matcher.find() ? Optional.of(new HeapSetting(matcher.group(1), place, bytes(matcher)))
				: Optional.empty();
	}

	private static OptionalLong bytes(Matcher matcher) {
		if (matcher.group(2) != null) {
			return size(matcher.group(2), matcher.group(3));
		}
		if (matcher.group(4) != null) {
			return size(matcher.group(4), matcher.group(5));
		}
		return (matcher.group(6) != null) ? size(matcher.group(6), "m") : OptionalLong.empty();
	}

	private static OptionalLong size(String number, String unit) {
		int shift = switch (unit.toLowerCase(Locale.ROOT)) {
			case "k" -> 10;
			case "m" -> 20;
			case "g" -> 30;
			default -> 0;
		};
		return (number.length() > 9) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number) << shift);
	}

	@Override
	public String toString() {
		return this.option + " (" + this.place + ")";
	}

}
