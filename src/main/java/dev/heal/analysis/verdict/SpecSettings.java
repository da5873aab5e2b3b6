package dev.heal.analysis.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The variables and arguments of a container, as far as the specification has them, found
 * by what an error says. Where several would do, none is meant.
 */
final class SpecSettings {

	/**
	 * A value in the words of an error.
	 */
	private static final Pattern VALUE = Pattern
		.compile("[(\"'`\\[=]([\\w.:/@-]{3,100})(?:[)\"'`\\],;]|\\.?(?:\\s|$))");

	private static final Pattern OPTION = Pattern.compile("^(--?[A-Za-z][\\w.-]*)(?:=(.*))?$");

	/**
	 * What an error advises to make more or less of.
	 */
	private static final Pattern CHANGE = Pattern
		.compile("(?i)\\b(?:increas|decreas|rais|lower|reduc|adjust)(?:e|es|ing)? ([^.!\\n]{3,160})");

	private static final Pattern NAME = Pattern.compile("(--?[A-Za-z][\\w-]+|\\b[A-Za-z]\\w*(?:_\\w+)+)");

	/**
	 * Values that many settings have.
	 */
	private static final Set<String> COMMON = Set.of("true", "false", "none", "null", "yes", "localhost", "127.0.0.1",
			"0.0.0.0", "root", "admin", "disabled", "enabled");

	private static final Pattern ENCRYPTION = Pattern
		.compile("(?i)(?:^|[_.-])(?:ssl|tls)(?:$|[_.-]?(?:mode|enabled?|on|use|require\\w*|disable\\w*))");

	private static final Pattern KEY = Pattern.compile("(?i)(?:^|_)(?:KEY|SALT)(?:_BASE)?$");

	private static final Pattern MASTER = Pattern.compile("(?i)(?:MASTER|ENCRYPTION|FERNET|APP)_KEY$");

	private static final Pattern PLAIN_TEXT = Pattern
		.compile("(?i)sslmode=(?:disable|allow|prefer)|ssl=(?:false|0)|tls=(?:false|0)|usessl=false");

	private final List<SpecSetting> all;

	SpecSettings(JsonNode container) {
		this.all = Stream.concat(variables(container), arguments(container)).toList();
	}

	/**
	 * Returns the setting of a name that an error tells.
	 * @param name the name in the error's own spelling
	 * @return the only one
	 */
	Optional<SpecSetting> named(String name) {
		return only((setting) -> setting.isCalled(name));
	}

	/**
	 * Returns the setting whose value an error tells.
	 * @param fault the words of the error
	 * @return the only one
	 */
	Optional<SpecSetting> told(String fault) {
		return Texts.all(VALUE, fault)
			.stream()
			.map((value) -> value.replaceFirst("\\.$", ""))
			.filter((value) -> !COMMON.contains(value.toLowerCase(Locale.ROOT)))
			.flatMap((value) -> valued(value).stream())
			.findFirst();
	}

	/**
	 * Returns the variable of a name, in whatever case: libraries that read settings from
	 * the environment name them as their fields, with a prefix of the program's.
	 * @param name the name
	 * @return the variable, or the only one that ends with the name
	 */
	Optional<SpecSetting> variable(String name) {
		String prefixed = "_" + name.toUpperCase(Locale.ROOT);
		return this.all.stream()
			.filter((setting) -> setting.variable() && setting.name().equalsIgnoreCase(name))
			.findFirst()
			.or(() -> only((setting) -> setting.variable() && name.contains("_")
					&& setting.name().toUpperCase(Locale.ROOT).endsWith(prefixed)));
	}

	/**
	 * Returns the variable with the key by which the program decrypts or signs.
	 * @return the only one
	 */
	Optional<SpecSetting> key() {
		Optional<SpecSetting> plain = only((setting) -> setting.variable() && KEY.matcher(setting.name()).find());
		return plain.or(() -> only(
				(setting) -> setting.variable() && setting.source() != null && MASTER.matcher(setting.name()).find()));
	}

	/**
	 * Returns the settings that an error itself advises to change.
	 * @param statement the words of the error
	 * @return those of them that the specification has
	 */
	List<SpecSetting> advised(String statement) {
		return advisedNames(statement).stream().flatMap((name) -> named(name).stream()).distinct().toList();
	}

	/**
	 * Returns the names of the settings that an error itself advises to change.
	 * @param statement the words of the error
	 * @return the names in the error's own spelling
	 */
	static List<String> advisedNames(String statement) {
		return Texts.all(CHANGE, statement)
			.stream()
			.flatMap((advice) -> Texts.all(NAME, advice).stream())
			.distinct()
			.toList();
	}

	/**
	 * Returns the setting of a value.
	 * @param value the value
	 * @return the only one
	 */
	Optional<SpecSetting> valued(String value) {
		return only((setting) -> value.equals(setting.value()));
	}

	/**
	 * Returns the setting that has no value.
	 * @return the only one
	 */
	Optional<SpecSetting> empty() {
		return only(SpecSetting::isEmpty);
	}

	/**
	 * Returns the setting that says whether a connection is encrypted.
	 * @return the only one
	 */
	Optional<SpecSetting> encryption() {
		return only((setting) -> ENCRYPTION.matcher(setting.name()).find()
				|| (setting.value() != null && PLAIN_TEXT.matcher(setting.value()).find()));
	}

	/**
	 * Returns the settings that begin as another one does, up to its last word.
	 * @param one the other one
	 * @param kind what their names say
	 * @return them
	 */
	Optional<SpecSetting> besides(SpecSetting one, Pattern kind) {
		String family = one.name().replaceFirst("[A-Za-z0-9]+$", "");
		return only((setting) -> setting.variable() && setting.name().startsWith(family)
				&& kind.matcher(setting.name()).find());
	}

	private Optional<SpecSetting> only(Predicate<SpecSetting> wanted) {
		List<SpecSetting> found = this.all.stream().filter(wanted).toList();
		return (found.size() == 1) ? Optional.of(found.getFirst()) : Optional.empty();
	}

	private static Stream<SpecSetting> variables(JsonNode container) {
		return container.path("env")
			.valueStream()
			.map((variable) -> new SpecSetting(variable.path("name").asString(""), true,
					variable.has("valueFrom") ? null : variable.path("value").asString(""),
					source(variable.path("valueFrom"))));
	}

	private static @Nullable String source(JsonNode from) {
		return Stream.of(object("Secret", from.path("secretKeyRef")), object("ConfigMap", from.path("configMapKeyRef")))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String object(String kind, JsonNode reference) {
		String name = reference.path("name").asString("");
		return name.isEmpty() ? null : "%s %s, key %s".formatted(kind, name, reference.path("key").asString("?"));
	}

	private static Stream<SpecSetting> arguments(JsonNode container) {
		List<String> words = Stream.of("command", "args")
			.flatMap((list) -> container.path(list).valueStream())
			.map((word) -> word.asString(""))
			.toList();
		List<SpecSetting> arguments = new ArrayList<>();
		for (int i = 0; i < words.size(); i++) {
			Matcher option = OPTION.matcher(words.get(i));
			if (option.find()) {
				String next = (i + 1 < words.size() && !words.get(i + 1).startsWith("-")) ? words.get(i + 1) : null;
				arguments.add(new SpecSetting(option.group(1), false,
						(option.group(2) != null) ? option.group(2) : next, null));
			}
		}
		return arguments.stream();
	}

}
