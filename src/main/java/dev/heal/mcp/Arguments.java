package dev.heal.mcp;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Reads what a model sent; what is wrong with it is said in words.
 */
final class Arguments {

	private static final int SHOWN = 60;

	private Arguments() {
	}

	static <A extends Record> A read(@Nullable Map<String, Object> sent, Class<A> type) {
		A arguments = convert((sent != null) ? sent : Map.of(), type);
		for (RecordComponent component : type.getRecordComponents()) {
			if (!RecordSchema.isNullable(component) && value(arguments, component) == null) {
				throw new ToolException("The argument %s is missing. %s".formatted(component.getName(), names(type)));
			}
		}
		return arguments;
	}

	private static <A extends Record> A convert(Map<String, Object> sent, Class<A> type) {
		try {
			return Answers.JSON.convertValue(sent, type);
		}
		catch (UnrecognizedPropertyException ex) {
			throw new ToolException(
					"There is no argument %s. %s".formatted(Answers.cutText(ex.getPropertyName(), SHOWN), names(type)));
		}
		catch (MismatchedInputException ex) {
			throw new ToolException("The argument %s cannot be %s; it is %s.".formatted(name(ex),
					Answers.cutText(String.valueOf(sent.get(name(ex))), SHOWN), expected(name(ex), type)));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new ToolException("The arguments cannot be read. " + names(type));
		}
	}

	private static String name(JacksonException failure) {
		return failure.getPath()
			.stream()
			.map(JacksonException.Reference::getPropertyName)
			.findFirst()
			.orElse("arguments");
	}

	private static String expected(String name, Class<? extends Record> type) {
		Map<?, ?> properties = (Map<?, ?>) RecordSchema.ofArguments(type).getOrDefault("properties", Map.of());
		if (!(properties.get(name) instanceof Map<?, ?> schema)) {
			return "something else";
		}
		return (schema.get("enum") instanceof List<?> values)
				? values.stream().map(String::valueOf).collect(Collectors.joining(", ", "one of ", ""))
				: "of type " + schema.get("type");
	}

	private static String names(Class<? extends Record> type) {
		return Stream.of(type.getRecordComponents())
			.map((component) -> component.getName() + (RecordSchema.isNullable(component) ? " (optional)" : ""))
			.collect(Collectors.joining(", ", "It takes ", "."));
	}

	private static @Nullable Object value(Record arguments, RecordComponent component) {
		try {
			return component.getAccessor().invoke(arguments);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
