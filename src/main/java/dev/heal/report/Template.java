package dev.heal.report;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders such as {@code {{summary}}}. What is filled in is never looked
 * at again, so that a placeholder in a log stays as it is.
 *
 * @param text the text
 */
record Template(String text) {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

	static Template of(String text) {
		return new Template(text);
	}

	String fill(Map<String, String> values) {
		return PLACEHOLDER.matcher(this.text)
			.replaceAll((placeholder) -> Matcher.quoteReplacement(value(placeholder, values)));
	}

	private static String value(MatchResult placeholder, Map<String, String> values) {
		String value = values.get(placeholder.group(1));
		if (value == null) {
			throw new IllegalStateException("The report's template has no value for " + placeholder.group()
					+ "; there are " + values.keySet().stream().sorted().toList());
		}
		return value.stripTrailing();
	}

}
