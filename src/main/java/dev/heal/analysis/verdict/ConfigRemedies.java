package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to change where a program cannot run with what it was given: a variable, a file, a
 * right, a port, an argument, the image.
 */
final class ConfigRemedies {

	private static final Set<String> OF_THE_IMAGE = Set.of("missing-module", "missing-class", "missing-library",
			"command-not-found", "bad-interpreter", "exec-format");

	private static final Set<String> OF_A_FILE = Set.of("missing-file", "corrupted-data", "bad-certificate",
			"lock-held");

	private static final Pattern SOURCE = Pattern
		.compile("\\.(?:py|[cm]?[jt]sx?|go|rs|rb|java|kt|scala|c|cc|cpp|h|hpp|cs|php|exs?|erl|pl|pm)$");

	private static final int PRIVILEGED = 1024;

	private static final int SHOWN = 6;

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	ConfigRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	Remedy remedy() {
		String subtype = String.valueOf(this.finding.subtype());
		if (subtype.contains("env")) {
			return this.named.variables().isEmpty() ? property() : environment();
		}
		if (this.finding.statement().toLowerCase(Locale.ROOT).contains("is a directory")
				&& this.named.path().isPresent()) {
			return folder(this.named.path().get());
		}
		if (OF_THE_IMAGE.contains(subtype)) {
			return image(subtype);
		}
		return switch (subtype) {
			case "port-in-use", "cannot-bind" -> port();
			case "permission-denied" -> permission();
			case "read-only-root", "read-only-mount" -> readOnly(subtype);
			case "bad-flag", "bad-option" -> arguments();
			case "missing-crd" -> new ApiRemedies(this.finding, this.container).kind();
			case "rbac" -> new ApiRemedies(this.finding, this.container).right();
			case "kernel-limit" -> limit();
			case "migration-mismatch" ->
				of("migrations of the database", "Bring the database's migrations into line with those of the image");
			case "missing-database" -> database();
			case "not-executable" -> of(this.container.image(), "Make %s executable in %s (chmod +x)"
				.formatted(this.named.path().orElse("its entrypoint"), this.container.image()));
			case "shared-memory" -> of("/dev/shm of " + this.container.name(),
					"Mount an emptyDir of medium Memory at /dev/shm of %s: the usual 64 MiB do not suffice"
						.formatted(this.container.name()));
			case "version-mismatch" -> of(this.container.image(), "Run %s in a version that fits: another tag of %s"
				.formatted(this.container.name(), this.container.image()));
			case "license" -> of("license of " + this.container.name(),
					"Give %s a license that is valid, or an edition of %s that needs none"
						.formatted(this.container.name(), this.container.image()));
			default -> OF_A_FILE.contains(subtype) ? file() : setting();
		};
	}

	private Remedy limit() {
		return this.named.limit()
			.map((limit) -> of("%s on the node of %s".formatted(limit, this.container.name()),
					"Set %s on the node, by an init container or by sysctls of the securityContext".formatted(limit)))
			.orElseGet(() -> of(null,
					"Raise the limit on the node, by an init container or by sysctls of the securityContext"));
	}

	/**
	 * Names a property as Spring knows it: a variable may set it too.
	 * @return the remedy
	 */
	private Remedy property() {
		return this.named.key()
			.map((name) -> of("property %s of %s".formatted(name, this.container.name()),
					"Set %s in the configuration of %s, or %s in its env".formatted(name, this.container.name(),
							name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))))
			.orElseGet(this::setting);
	}

	private Remedy folder(String path) {
		return of(path,
				"Put a file in the place of the folder %s (a subPath or key of the volume that does not exist makes one)"
					.formatted(path + mounted(path)));
	}

	private Remedy readOnly(String subtype) {
		String path = this.named.pathNearby().orElse("the folder that it writes to");
		return "read-only-root".equals(subtype)
				? of("securityContext.readOnlyRootFilesystem of " + this.container.name(),
						"Mount a volume, such as an emptyDir, where %s is, or let %s write to its root file system"
							.formatted(path, this.container.name()))
				: of(path + mounted(path), "Let %s write somewhere else than to %s, which is mounted read-only"
					.formatted(this.container.name(), path + mounted(path)));
	}

	/**
	 * Tells variables that are not set from those with a value that is refused.
	 * @return the remedy
	 */
	private Remedy environment() {
		List<String> variables = this.named.variables().stream().limit(SHOWN).toList();
		List<String> missing = variables.stream()
			.filter((name) -> this.container.variable(name).isEmpty())
			.map(ConfigRemedies::asVariable)
			.toList();
		List<JsonNode> present = variables.stream().flatMap((name) -> this.container.variable(name).stream()).toList();
		List<String> wrong = present.stream().map(ConfigRemedies::asSet).toList();
		List<String> objects = this.container.environmentObjects();
		String where = objects.isEmpty() ? "the env of " + this.container.name()
				: "the env of %s, or in what it takes its env from (%s)".formatted(this.container.name(),
						String.join(", ", objects));
		String names = Stream.concat(missing.stream(), present.stream().map(ConfigRemedies::name))
			.collect(Collectors.joining(", "));
		String text = missing.isEmpty() ? "Correct %s in %s".formatted(listed(wrong), where)
				: "Set %s in %s".formatted(listed(missing), where)
						+ (wrong.isEmpty() ? "" : ", and correct " + listed(wrong));
		return new Remedy("config-update", "env %s of %s".formatted(names, this.container.name()),
				text + ": " + quote());
	}

	// fields of settings are lower case, the variables that they are read from are not
	private static String asVariable(String name) {
		return name.equals(name.toLowerCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name;
	}

	private static String name(JsonNode variable) {
		return variable.path("name").asString("");
	}

	private static String asSet(JsonNode variable) {
		String name = name(variable);
		String value = variable.path("value").asString("");
		if (value.matches("[\\w./:@+-]{1,60}")) {
			return "%s (now %s)".formatted(name, value);
		}
		return (value.isEmpty() && !variable.has("valueFrom")) ? name + " (now empty)" : name;
	}

	private static String listed(List<String> names) {
		return (names.size() < 2) ? String.join("", names)
				: String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
	}

	private Remedy image(String subtype) {
		String image = this.container.image();
		if ("exec-format".equals(subtype) || "bad-interpreter".equals(subtype)) {
			String what = this.named.path().or(() -> Optional.ofNullable(file(this.finding.location()))).orElse("it");
			return of(image,
					"Build %s so that %s can be executed on the node: its architecture, its interpreter and its line ends"
						.formatted(image, what));
		}
		Optional<String> missing = this.named.module();
		String user = (this.finding.location() != null) ? " (%s uses it)".formatted(place(this.finding.location()))
				: "";
		return of(image, "Add %s to %s%s".formatted(missing.orElse("what is missing"), image, user));
	}

	private Remedy port() {
		Optional<String> port = this.named.port();
		if (port.isEmpty()) {
			return setting();
		}
		return of("port %s of %s".formatted(port.get(), this.container.name()),
				"Give %s an address and a port of its own: port %s".formatted(this.container.name(), port.get())
						+ ("port-in-use".equals(this.finding.subtype()) ? " is taken by another process of the pod"
								: " cannot be had"));
	}

	private Remedy permission() {
		Optional<Integer> port = this.named.portInError().filter((number) -> number > 0 && number < PRIVILEGED);
		Optional<String> path = this.named.pathNearby();
		if (path.isEmpty() && port.isPresent()) {
			return of("port %d of %s".formatted(port.get(), this.container.name()),
					"Let %s listen on a port above 1023 instead of %d, or give it the capability NET_BIND_SERVICE"
						.formatted(this.container.name(), port.get()));
		}
		String subject = path.or(this.container::onlyStorage).orElse("what it may not use");
		boolean root = path.isEmpty() && this.finding.statement().contains("root");
		Optional<String> folder = path.or(this.container::onlyStorage);
		return of(folder.orElse(root ? "securityContext.runAsUser of " + this.container.name() : null),
				"Give %s access to %s%s, by its owner and mode or by runAsUser and fsGroup of the securityContext"
					.formatted(this.container.name(), subject, mounted(subject)));
	}

	private Remedy arguments() {
		String option = this.named.option().or(this.named::key).map((name) -> " " + name).orElse("");
		return of("args%s of %s".formatted(option, this.container.name()),
				"Correct%s in the command or args of %s".formatted(option, this.container.name()));
	}

	private Remedy file() {
		if ("lock-held".equals(this.finding.subtype())) {
			return lock();
		}
		String path = this.named.pathNearby().orElse(null);
		if (path == null) {
			return this.named.scriptSubject().map(this::usedByScript).orElseGet(this::setting);
		}
		String what = switch (String.valueOf(this.finding.subtype())) {
			case "corrupted-data" -> "Replace %s by a file that is whole and of the right kind";
			case "bad-certificate" -> "Replace %s by a key or certificate that fits";
			default -> "Put %s where the container looks for it, or correct the path";
		};
		return of(path, what.formatted(path + mounted(path)) + asked());
	}

	/**
	 * Names what is locked: on a claim, most often another pod still uses it.
	 * @return the remedy
	 */
	private Remedy lock() {
		Optional<String> file = this.named.pathNearby().or(this.named::fileName);
		Optional<String> volume = file.flatMap(this.container::mounted).or(this.container::onlyStorage);
		String what = file.orElse("what is locked") + volume.map((object) -> " on " + object).orElse("");
		return of(volume.or(() -> file).orElse(null),
				"Make sure that no other process or pod uses %s (one replica, strategy Recreate), then remove the lock"
					.formatted(what));
	}

	private Remedy database() {
		String where = this.named.address().map((address) -> " at " + address).orElse("");
		return this.named.held()
			.map((held) -> of(held + where,
					"Create %s%s, or correct its name in the configuration of %s".formatted(held, where,
							this.container.name())))
			.orElseGet(this::setting);
	}

	private Remedy usedByScript(String subject) {
		return of("%s in %s".formatted(subject, this.container.image()),
				"Put %s into %s, or correct its path%s".formatted(subject, this.container.image(), asked()));
	}

	private Remedy setting() {
		Location place = this.finding.location();
		boolean written = place != null && place.file() != null && !isSource(place.file());
		String file = (place != null && written) ? place(place)
				: this.named.path()
					.or(this.named::fileOfRecord)
					.map((path) -> path + this.named.line().map((line) -> ":" + line).orElse(""))
					.orElse(null);
		if (file != null) {
			return of(file, "Correct %s%s%s".formatted(this.named.key().map((name) -> name + " in ").orElse(""), file,
					mounted(file.replaceFirst(":\\d+$", ""))));
		}
		return variable().or(() -> this.named.option().map((_) -> arguments()))
			.or(() -> this.named.key().map(this::key))
			.or(() -> this.named.fileName().map(this::settingsFile))
			.or(() -> this.named.url().map((url) -> key("address " + url)))
			.or(this::only)
			.orElseGet(this::generic);
	}

	private Optional<Remedy> variable() {
		return this.named.variables().isEmpty() ? Optional.empty() : Optional.of(environment());
	}

	private Remedy key(String name) {
		String setting = name.startsWith("address ") ? name : "setting " + name;
		return of("%s of %s".formatted(setting, this.container.name()),
				"Correct %s in the configuration of %s%s".formatted(name, this.container.name(), sources()) + asked());
	}

	private Remedy settingsFile(String name) {
		return of("file %s of %s".formatted(name, this.container.name()),
				"Correct %s of %s%s".formatted(name, this.container.name(), sources()));
	}

	/**
	 * Names the one object that holds all the configuration there is.
	 * @return the remedy, empty where there are several or none
	 */
	private Optional<Remedy> only() {
		List<String> sources = this.container.configuration();
		return (sources.size() == 1)
				? Optional.of(of(sources.getFirst().replaceFirst(" at \\S+$", ""),
						"Correct the configuration of %s in %s".formatted(this.container.name(), sources.getFirst())))
				: Optional.empty();
	}

	/**
	 * Says what kind of thing is wrong where nothing names it.
	 * @return a remedy without a target
	 */
	private Remedy generic() {
		return of(null, "Correct the configuration of " + this.container.name() + sources() + asked());
	}

	private String asked() {
		Location place = this.finding.location();
		return (place != null) ? " (%s asks for it)".formatted(place(place)) : "";
	}

	private static boolean isSource(String file) {
		return SOURCE.matcher(file).find() && !file.contains("conf");
	}

	private String sources() {
		List<String> sources = this.container.configuration();
		return sources.isEmpty() ? "" : " (%s)".formatted(String.join(", ", sources));
	}

	private String mounted(String file) {
		return this.container.mounted(file).map((object) -> " (from %s)".formatted(object)).orElse("");
	}

	private Remedy of(@Nullable String target, String text) {
		return new Remedy("config-update", target, text + ": " + quote());
	}

	private String quote() {
		return Remedies.quote(this.finding.statement());
	}

	private static String place(Location place) {
		return Optional.ofNullable(Remedies.place(place)).orElse(String.valueOf(place.function()));
	}

	private static @Nullable String file(@Nullable Location place) {
		return (place != null) ? place.file() : null;
	}

}
