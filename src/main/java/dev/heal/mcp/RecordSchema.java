package dev.heal.mcp;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of a record. What may be null is left out rather than null, and so is
 * what is empty.
 */
final class RecordSchema {

	private RecordSchema() {
	}

	/**
	 * Makes the schema of what a tool takes.
	 * @param type the record
	 * @return the schema; unknown arguments are none
	 */
	static Map<String, Object> ofArguments(Class<? extends Record> type) {
		Map<String, Object> schema = object(type, true);
		schema.put("additionalProperties", false);
		return schema;
	}

	/**
	 * Makes the schema of what a tool answers.
	 * @param type the record
	 * @return the schema
	 */
	static Map<String, Object> ofAnswer(Class<? extends Record> type) {
		return object(type, false);
	}

	private static Map<String, Object> object(Class<?> type, boolean isArgument) {
		Map<String, Object> properties = new LinkedHashMap<>();
		List<String> required = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			properties.put(component.getName(), described(component, isArgument));
			if (isRequired(component, isArgument)) {
				required.add(component.getName());
			}
		}
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("type", "object");
		schema.put("properties", properties);
		if (!required.isEmpty()) {
			schema.put("required", required);
		}
		return schema;
	}

	static boolean isNullable(RecordComponent component) {
		return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
	}

	private static boolean isRequired(RecordComponent component, boolean isArgument) {
		boolean mayBeEmpty = component.getType() == List.class || component.getType() == String.class;
		return !isNullable(component) && (isArgument || !mayBeEmpty);
	}

	private static Map<String, Object> described(RecordComponent component, boolean isArgument) {
		Map<String, Object> schema = of(component.getAnnotatedType(), isArgument);
		JsonPropertyDescription description = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
		if (description != null) {
			schema.put("description", description.value());
		}
		return schema;
	}

	private static Map<String, Object> of(AnnotatedType annotated, boolean isArgument) {
		Type type = annotated.getType();
		if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
			AnnotatedType item = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
			return schema("array", "items", of(item, isArgument));
		}
		Class<?> plain = (Class<?>) type;
		if (plain.isRecord()) {
			return object(plain, isArgument);
		}
		if (plain.isEnum()) {
			return schema("string", "enum",
					Stream.of(plain.getEnumConstants())
						.map((constant) -> Answers.JSON.convertValue(constant, String.class))
						.toList());
		}
		return plain(plain);
	}

	private static Map<String, Object> plain(Class<?> type) {
		if (type == Instant.class) {
			return schema("string", "format", "date-time");
		}
		if (type == boolean.class || type == Boolean.class) {
			return schema("boolean");
		}
		if (type == double.class || type == Double.class) {
			return schema("number");
		}
		if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
			return schema("integer");
		}
		if (type == String.class) {
			return schema("string");
		}
		throw new IllegalArgumentException("no schema is known for " + type);
	}

	private static Map<String, Object> schema(String type) {
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("type", type);
		return schema;
	}

	private static Map<String, Object> schema(String type, String key, Object value) {
		Map<String, Object> schema = schema(type);
		schema.put(key, value);
		return schema;
	}

}
