package dev.heal.names;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The name of a namespace.
 *
 * @param value the name
 */
@Schema(type = "string", pattern = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", maxLength = 63)
public record NamespaceName(@JsonValue String value) {

	/**
	 * Makes a name of a text.
	 * @throws InvalidNameException if it is none
	 */
	public NamespaceName {
		Syntax.LABEL.check(value, "namespace");
	}

	/**
	 * Tells whether a text is such a name.
	 * @param text any text
	 * @return whether it is
	 */
	public static boolean isValid(@Nullable String text) {
		return Syntax.LABEL.matches(text);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
