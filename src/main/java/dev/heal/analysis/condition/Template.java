package dev.heal.analysis.condition;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the <code>{name}</code> and <code>{name|otherwise}</code> of a rule's sentences.
 */
final class Template {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)(?:\\|([^}]*))?\\}");

	private final Fact fact;

	private final PodReading pod;

	private final @Nullable Matcher matcher;

	Template(Fact fact, PodReading pod, @Nullable Matcher matcher) {
		this.fact = fact;
		this.pod = pod;
		this.matcher = matcher;
	}

	@Nullable String fillOrNull(@Nullable String text) {
		return (text != null) ? fill(text) : null;
	}

	String fill(String text) {
		StringBuilder filled = new StringBuilder();
		Matcher placeholder = PLACEHOLDER.matcher(text);
		int end = 0;
		while (placeholder.find()) {
			String value = value(placeholder.group(1));
			String otherwise = placeholder.group(2);
			filled.append(text, end, placeholder.start())
				.append((value != null) ? value : (otherwise != null) ? otherwise : "?");
			end = placeholder.end();
		}
		return filled.append(text, end, text.length()).toString();
	}

	private @Nullable String value(String name) {
		String value = switch (name) {
			case "pod" -> this.pod.name();
			case "node" -> this.pod.node();
			case "container" -> container();
			case "namespace" -> this.pod.pod().at("/metadata/namespace").asString("");
			case "reason" -> this.fact.reason();
			case "message" -> Text.firstLine(this.fact.message());
			default -> new SpecValues(this.pod, container()).value(name).orElseGet(() -> group(name));
		};
		return (value == null || value.isEmpty()) ? null : value;
	}

	/**
	 * Returns the container that the fact is about: the one it stands at, or the one that
	 * its message names.
	 * @return the container, null when it is the whole pod
	 */
	@Nullable String container() {
		return (this.fact.container() != null) ? this.fact.container() : group("container");
	}

	private @Nullable String group(String name) {
		if (this.matcher == null || !this.matcher.pattern().namedGroups().containsKey(name)) {
			return null;
		}
		return this.matcher.group(name);
	}

}
