package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exception, panic or fatal error and its frames, the innermost frame first.
 *
 * @param type its type, null when the runtime has none
 * @param message its message
 * @param at the index of the line that states it
 * @param frames its frames
 */
public record Thrown(@Nullable String type, String message, int at, List<Frame> frames) {

	private static final Pattern STATEMENT = Pattern.compile(
			"^(?:.{0,120}?[\\s(\\[>:]|)((?:[A-Za-z_$][\\w$]*(?:\\.|::|\\\\))*(?:[A-Z][\\w$]*)?(?:Exception|Error|Exit|Interrupt|Rejection|Defect|Failure|Throwable|Fault|Timeout|NotFound|Condition)(?:\\$\\w+)?)(?: \\[?\\(?[\\w.:]+\\)?\\]?)?(?:: ?(.*)|\\s*)$");

	private static final Pattern QUALIFIED = Pattern
		.compile("^(?:Caused by: |Suppressed: )?((?:[a-z_][\\w$]*\\.)+[A-Z][\\w$.]*)(?:: (.*)|)$");

	private static final Pattern TYPE_LAST = Pattern
		.compile("^(?:Unhandled exception(?: in \\w+)?: )?(.+) \\(((?:[A-Z]\\w*::)*[A-Z]\\w*(?:Error|Exception))\\)$");

	/**
	 * How Elixir writes an exception.
	 */
	private static final Pattern STARRED = Pattern.compile("^\\*\\* \\(([A-Z][\\w.]*[a-z]\\w*)\\) (.*)$");

	public static Thrown of(@Nullable String type, String message, int at) {
		return new Thrown(type, message, at, new ArrayList<>());
	}

	/**
	 * Reads a statement such as {@code TypeError: x is not a function}, wherever in the
	 * line it begins.
	 * @param line the line
	 * @param at its index
	 * @return what it states, empty when it names no type
	 */
	static Optional<Thrown> parse(String line, int at) {
		String text = (line.length() > 2000) ? line.substring(0, 2000) : line;
		Matcher starred = STARRED.matcher(text);
		if (starred.find()) {
			return Optional.of(of(starred.group(1), starred.group(2), at));
		}
		Matcher qualified = QUALIFIED.matcher(text);
		if (qualified.find()) {
			return Optional.of(of(qualified.group(1), orEmpty(qualified.group(2)), at));
		}
		Matcher statement = STATEMENT.matcher(text);
		if (statement.find()) {
			return Optional.of(of(statement.group(1), orEmpty(statement.group(2)), at));
		}
		Matcher typed = TYPE_LAST.matcher(text);
		return typed.find() ? Optional.of(of(typed.group(2), typed.group(1), at)) : Optional.empty();
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

	public String statement() {
		return (this.type == null) ? this.message
				: this.message.isEmpty() ? this.type : this.type + ": " + this.message;
	}

	Optional<Frame> ownFrame() {
		return this.frames.stream().filter(Frame::own).findFirst();
	}

}
