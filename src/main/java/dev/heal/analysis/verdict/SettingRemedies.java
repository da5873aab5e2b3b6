package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about a setting. The error names it, or the specification has it by the name
 * or the value that the error tells; where only something near speaks for it, the remedy
 * says where to look first, and why.
 */
final class SettingRemedies {

	private static final Pattern SOURCE = Pattern
		.compile("\\.(?:py|[cm]?[jt]sx?|go|rs|rb|java|kt|scala|c|cc|cpp|h|hpp|cs|php|exs?|erl|pl|pm)$");

	/**
	 * Words of an error about a value that is not there.
	 */
	private static final Pattern OF_NOTHING = Pattern.compile(
			"(?i)\\bempty\\b|\\bblank\\b|\"\"|''|<<>>|\\bNaN\\b|\\bnull\\b|not a (?:textual|valid|number)|invalid (?:literal|syntax|integer|number|digit)|\\bpars(?:e|ing)\\b|\\bconvert");

	/**
	 * Kinds of errors that only what a program reads can be behind.
	 */
	private static final Pattern OF_CONFIGURATION = Pattern.compile("config|value|setting|option");

	private static final int SHOWN = 6;

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	SettingRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	/**
	 * Names the variables that are missing, or a property as Spring knows it, which a
	 * variable may set too.
	 * @return the remedy
	 */
	Remedy variableOrProperty() {
		if (!this.named.variables().isEmpty()) {
			return environment();
		}
		return this.named.key()
			.or(this.named::keyNearby)
			.map((name) -> of("property %s of %s".formatted(name, this.container.name()),
					"Set %s in the configuration of %s, or %s in its env".formatted(name, this.container.name(),
							name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))))
			.orElseGet(this::setting);
	}

	Remedy argument() {
		return option(this.named.option().or(this.named::key).orElse(null));
	}

	private Remedy option(@Nullable String name) {
		return (name != null)
				? of("args %s of %s".formatted(name, this.container.name()),
						"Correct %s in the command or args of %s".formatted(name, this.container.name()))
				: of("args of " + this.container.name(), "Correct the command or args of " + this.container.name());
	}

	/**
	 * Names the setting by which a connection is encrypted.
	 * @return the remedy
	 */
	Remedy encryption() {
		return this.container.settings()
			.encryption()
			.map((setting) -> of("%s of %s".formatted(setting, this.container.name()),
					"Let %s encrypt its connection: %s is now %s, and the server takes no other"
						.formatted(this.container.name(), setting, setting.value())))
			.orElseGet(() -> of("encryption of the connection of " + this.container.name(),
					"Let %s encrypt its connection (sslmode=require or the like): the server takes no other"
						.formatted(this.container.name())));
	}

	Remedy setting() {
		return written().or(this::variable)
			.or(this::specified)
			.or(this::advised)
			.or(() -> this.named.option().map(this::option))
			.or(() -> this.named.key().map(this::key))
			.or(() -> this.named.fileName().map(this::file))
			.or(() -> this.named.url().map((url) -> key("address " + url)))
			.or(this::likely)
			.orElseGet(this::generic);
	}

	/**
	 * Names the place in a configuration.
	 * @return the remedy
	 */
	private Optional<Remedy> written() {
		Location place = this.finding.location();
		boolean placed = place != null && place.file() != null && !isSource(place.file());
		Optional<String> file = (place != null && placed) ? Optional.ofNullable(Remedies.place(place))
				: this.named.path().or(this.named::fileOfRecord).map((path) -> path + line());
		return file.map((path) -> of(path,
				"Correct %s%s%s".formatted(
						this.named.key().or(this.named::keyNearby).map((name) -> name + " in ").orElse(""), path,
						this.container.origin(path.replaceFirst(":\\d+$", "")))));
	}

	private String line() {
		return this.named.files().line().map((line) -> ":" + line).orElse("");
	}

	private Optional<Remedy> variable() {
		return this.named.variables().isEmpty() ? Optional.empty() : Optional.of(environment());
	}

	/**
	 * Tells variables that are not set from those with a value that is refused.
	 * @return the remedy
	 */
	private Remedy environment() {
		SpecSettings settings = this.container.settings();
		List<String> variables = this.named.variables().stream().limit(SHOWN).toList();
		List<String> refusedFields = this.named.refused();
		List<String> missing = variables.stream()
			.filter((name) -> settings.variable(name).isEmpty() && !refusedFields.contains(name))
			.map(SettingRemedies::asVariable)
			.toList();
		List<SpecSetting> wrong = variables.stream().flatMap((name) -> settings.variable(name).stream()).toList();
		List<String> objects = this.container.environmentObjects();
		String where = objects.isEmpty() ? "the env of " + this.container.name()
				: "the env of %s, or in what it takes its env from (%s)".formatted(this.container.name(),
						String.join(", ", objects));
		List<String> unseen = variables.stream()
			.filter((name) -> settings.variable(name).isEmpty() && refusedFields.contains(name))
			.map((name) -> name + " (" + asVariable(name) + ")")
			.toList();
		String names = Stream.of(missing, wrong.stream().map(SpecSetting::name).toList(), unseen)
			.flatMap(List::stream)
			.collect(Collectors.joining(", "));
		String refused = listed(Stream.concat(wrong.stream().map(SpecSetting::asSet), unseen.stream()).toList());
		String text = missing.isEmpty() ? "Correct %s in %s".formatted(refused, where)
				: "Set %s in %s".formatted(listed(missing), where)
						+ (refused.isEmpty() ? "" : ", and correct " + refused);
		return of("env %s of %s".formatted(names, this.container.name()), text);
	}

	// fields of settings are lower case, the variables that they are read from are not
	private static String asVariable(String name) {
		return name.equals(name.toLowerCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name;
	}

	private static String listed(List<String> names) {
		return (names.size() < 2) ? String.join("", names)
				: String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
	}

	/**
	 * Names what the specification has under the name or with the value that the error
	 * tells.
	 * @return the remedy
	 */
	private Optional<Remedy> specified() {
		SpecSettings settings = this.container.settings();
		List<SpecSetting> advised = settings.advised(this.finding.statement());
		if (!advised.isEmpty()) {
			String names = advised.stream().map(SpecSetting::toString).collect(Collectors.joining(", "));
			String now = advised.stream()
				.map((setting) -> Objects.requireNonNullElse(setting.value(), "?"))
				.collect(Collectors.joining(", "));
			return Optional.of(of("%s of %s".formatted(names, this.container.name()),
					"Change %s of %s (now %s) as the error itself advises".formatted(names, this.container.name(),
							now)));
		}
		return this.named.key()
			.flatMap(settings::named)
			.or(() -> this.named.keyNearby().flatMap(settings::named))
			.or(() -> settings.told(this.named.fault().said()))
			.map((setting) -> of("%s of %s%s".formatted(setting, this.container.name(), setting.origin()),
					"Correct %s of %s%s".formatted(setting, this.container.name(),
							(setting.value() != null) ? ", which is now " + setting.value() : setting.origin())));
	}

	/**
	 * Names the settings that the error itself advises to change, though the
	 * specification does not show them.
	 * @return the remedy
	 */
	private Optional<Remedy> advised() {
		List<String> names = SpecSettings.advisedNames(this.finding.statement());
		return names.isEmpty() ? Optional.empty()
				: Optional.of(of("%s of %s".formatted(String.join(", ", names), this.container.name()),
						"Change %s in the command, args or env of %s as the error itself advises"
							.formatted(String.join(" or ", names), this.container.name())));
	}

	private Remedy key(String name) {
		String setting = name.startsWith("address ") ? name : "setting " + name;
		return of("%s of %s".formatted(setting, this.container.name()), "Correct %s in the configuration of %s%s"
			.formatted(name, this.container.name(), this.container.sources()) + asked());
	}

	private Remedy file(String name) {
		return of("file %s of %s".formatted(name, this.container.name()),
				"Correct %s of %s%s".formatted(name, this.container.name(), this.container.sources()));
	}

	/**
	 * Says where to look first where nothing names the setting: at the configuration that
	 * the program says it reads, at the one variable that is empty, at the setting that
	 * stands in a line beside the error, at the one object that holds all the
	 * configuration there is.
	 * @return the remedy, empty where nothing is likelier than the rest
	 */
	private Optional<Remedy> likely() {
		return this.named.files()
			.configurationNearby()
			.map((file) -> look("file %s of %s".formatted(file + line(), this.container.name()),
					"at %s%s, which the lines above say is read: a value may come from env".formatted(file + line(),
							this.container.origin(file))))
			.or(this::empty)
			.or(() -> this.named.keyNearby()
				.map((name) -> look("setting %s of %s".formatted(name, this.container.name()),
						"at the setting %s, which a line beside the error names%s".formatted(name,
								this.container.sources()))))
			.or(this::only);
	}

	private Optional<Remedy> empty() {
		return OF_NOTHING.matcher(this.finding.statement() + "\n" + this.finding.excerpt().text()).find()
				? this.container.settings()
					.empty()
					.map((setting) -> look("%s of %s".formatted(setting, this.container.name()),
							"at %s, the only variable of %s that is empty".formatted(setting, this.container.name())))
				: Optional.empty();
	}

	private Optional<Remedy> only() {
		List<String> sources = this.container.configuration();
		return (sources.size() == 1 && OF_CONFIGURATION.matcher(String.valueOf(this.finding.subtype())).find())
				? Optional.of(look(sources.getFirst().replaceFirst(" at \\S+$", ""),
						"at %s, all the configuration that %s has".formatted(sources.getFirst(),
								this.container.name())))
				: Optional.empty();
	}

	/**
	 * Says what kind of thing is wrong where nothing names it.
	 * @return a remedy without a target
	 */
	private Remedy generic() {
		return of(null, "Correct the configuration of " + this.container.name() + this.container.sources() + asked());
	}

	private String asked() {
		Location place = this.finding.location();
		return (place != null) ? " (%s asks for it)".formatted(Remedies.placeOrFunction(place)) : "";
	}

	private static boolean isSource(String file) {
		return SOURCE.matcher(file).find() && !file.contains("conf");
	}

	private Remedy look(String target, String where) {
		return Remedies.look(target, "Look first " + where, this.finding);
	}

	private Remedy of(@Nullable String target, String text) {
		return Remedies.config(target, text, this.finding);
	}

}
