package dev.heal.analysis.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the <code>{name}</code>, <code>{name,other}</code> (the first that is known) and
 * <code>{name|otherwise}</code> of a rule's sentences.
 */
final class RuleValues {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+(?:,[a-zA-Z]+)*)(?:\\|([^}]*))?\\}");

	/**
	 * What is left where a value in the middle of a sentence is not known.
	 */
	private static final Pattern HOLE = Pattern.compile(" {2,}");

	private final Fact fact;

	private final PodReading pod;

	private final List<Matcher> matchers;

	/**
	 * Makes the values of a rule.
	 * @param fact the fact that the rule holds for
	 * @param pod the pod
	 * @param matchers what was found, whose named groups can be used
	 */
	RuleValues(Fact fact, PodReading pod, List<Matcher> matchers) {
		this.fact = fact;
		this.pod = pod;
		this.matchers = matchers;
	}

	@Nullable String fillOrNull(@Nullable String text) {
		return (text != null) ? fill(text) : null;
	}

	String fill(String text) {
		StringBuilder filled = new StringBuilder();
		Matcher placeholder = PLACEHOLDER.matcher(text);
		int from = 0;
		while (placeholder.find()) {
			String value = Arrays.stream(placeholder.group(1).split(","))
				.map(this::value)
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null);
			String otherwise = placeholder.group(2);
			filled.append(text, from, placeholder.start())
				.append((value != null) ? value : (otherwise != null) ? otherwise : "?");
			from = placeholder.end();
		}
		return HOLE.matcher(filled.append(text, from, text.length()).toString().strip()).replaceAll(" ");
	}

	private @Nullable String value(String name) {
		String value = switch (name) {
			case "pod" -> this.pod.name();
			case "node" -> this.pod.node();
			case "container" -> meant();
			case "namespace" -> this.pod.pod().at("/metadata/namespace").asString("");
			case "reason" -> this.fact.reason();
			case "others" -> this.fact.besides();
			case "message" -> Text.gist(this.fact.message());
			case "volume" -> volume();
			default -> new SpecValues(this.pod, meant()).value(name).orElseGet(() -> group(name));
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

	private @Nullable String meant() {
		String named = container();
		List<ContainerReading> all = this.pod.containers();
		return (named == null && all.size() == 1) ? all.getFirst().name() : named;
	}

	private @Nullable String volume() {
		String named = group("volume");
		return new PodVolume(this.pod, (named != null) ? named : PodVolume.in(this.fact.message())).toString();
	}

	private @Nullable String group(String name) {
		return this.matchers.stream()
			.filter((matcher) -> matcher.pattern().namedGroups().containsKey(name))
			.map((matcher) -> matcher.group(name))
			.filter((value) -> value != null && !value.isEmpty())
			.findFirst()
			.orElse(null);
	}

}
