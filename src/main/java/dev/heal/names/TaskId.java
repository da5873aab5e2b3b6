package dev.heal.names;

import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The id of a task. It becomes a variable of the agent's environment, so that it has
 * nothing in it that a shell or Kubernetes would expand.
 *
 * @param value the id
 */
@Schema(type = "string", maxLength = TaskId.MAX_LENGTH)
public record TaskId(@JsonValue String value) {

	static final int MAX_LENGTH = 128;

	// the Hangul fillers are letters that nobody sees
	private static final String VISIBLE = "[\\p{L}\\p{N}_.,:/#@+=~()\\[\\]\\-&&[^\\u115F\\u1160\\u3164\\uFFA0]]";

	private static final Pattern SYNTAX = Pattern.compile(VISIBLE + "(?:(?:" + VISIBLE + "| )*" + VISIBLE + ")?");

	/**
	 * Makes a task id of a text.
	 * @throws InvalidNameException if it is none
	 */
	public TaskId {
		if (!isValid(value)) {
			throw new InvalidNameException(
					"%s is no task id: letters, digits, spaces and _.,:/#@+=~()[]-, on one line, %d at the most"
						.formatted(Quoted.of(value), MAX_LENGTH));
		}
	}

	/**
	 * Tells whether a text is a task id.
	 * @param text any text
	 * @return whether it is
	 */
	public static boolean isValid(@Nullable String text) {
		return text != null && text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches();
	}

	/**
	 * Reads what others wrote, such as a label, where a bad task id counts as none.
	 * @param text any text, null for none
	 * @return the task id, if it is one
	 */
	public static Optional<TaskId> find(@Nullable String text) {
		return Optional.ofNullable(text).filter(TaskId::isValid).map(TaskId::new);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
