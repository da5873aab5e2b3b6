package dev.heal.config;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Set;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says in the OpenAPI document which components of a record may be null: those that the
 * code says it of. All others are required.
 */
@Component
class NullableComponents implements ModelConverter {

	@Override
	public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
			Iterator<ModelConverter> chain) {
		Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Class<?> described = describedClass(type);
		if (resolved != null && described.isRecord() && described.getName().startsWith("dev.heal.")) {
			describe(model(resolved, context), described);
		}
		return resolved;
	}

	private static Class<?> describedClass(AnnotatedType type) {
		JavaType described = (type.getType() instanceof JavaType known) ? known
				: Json31.mapper().constructType(type.getType());
		return described.getRawClass();
	}

	private static @Nullable Schema<?> model(Schema<?> resolved, ModelConverterContext context) {
		String reference = resolved.get$ref();
		return (reference != null) ? context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1))
				: resolved;
	}

	private static void describe(@Nullable Schema<?> model, Class<?> described) {
		if (model == null || model.getProperties() == null) {
			return;
		}
		for (RecordComponent component : described.getRecordComponents()) {
			Schema<?> property = model.getProperties().get(component.getName());
			if (property == null) {
				continue;
			}
			if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				model.getProperties().put(component.getName(), nullable(property));
			}
			else if (model.getRequired() == null || !model.getRequired().contains(component.getName())) {
				model.addRequiredItem(component.getName());
			}
		}
	}

	private static Schema<?> nullable(Schema<?> property) {
		if (property.get$ref() != null) {
			return new Schema<>().addAnyOfItem(property).addAnyOfItem(new Schema<>().types(Set.of("null")));
		}
		property.addType("null");
		if (property.getEnum() != null && !property.getEnum().contains(null)) {
			property.addEnumItemObject(null);
		}
		return property;
	}

}
