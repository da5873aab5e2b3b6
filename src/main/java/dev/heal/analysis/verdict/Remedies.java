package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.log.LogFinding;

/**
 * Says what to do, and names the thing to change.
 */
final class Remedies {

	/**
	 * The kind of a remedy that only says where to look.
	 */
	static final String LOOK = "investigate";

	private static final int LIMIT = 300;

	/**
	 * A file of a module of Go, which is kept by its version.
	 */
	private static final Pattern MODULE = Pattern.compile("/pkg/mod/([^@]+)@(v[^/]+)/");

	private static final Pattern TWICE = Pattern
		.compile("(?i)already registered|registered twice|called twice|redefined|duplicate .{0,40}regist");

	private static final Pattern QUOTED_COMMAND = Pattern
		.compile("^\\S+: (?:line )?\\d+: ([^\\n]+): (?:command )?not found$");

	private static final Pattern SHELL = Pattern.compile("^(?:/\\S*/)?(?:ba|da|a|k|z)?sh(?::\\d+)?$");

	private static final Pattern PREVIOUSLY = Pattern.compile("previously from: +\"([^\"]+)\"");

	private final Verdict verdict;

	private final ContainerSpec container;

	Remedies(Verdict verdict, PodReading pod) {
		this.verdict = verdict;
		this.container = new ContainerSpec(pod, verdict.container());
	}

	Remedy remedy() {
		ConditionFinding condition = this.verdict.condition();
		if (this.verdict.log() != null && this.verdict.logTells()) {
			return ofLog(this.verdict.log().finding().toMend());
		}
		if (condition != null) {
			return condition.remedy();
		}
		return (this.verdict.cause() == Cause.NONE)
				? new Remedy("none", null, "Nothing to do: " + this.verdict.why() + ".")
				: new Remedy("investigate", null, "Collect what is missing: " + this.verdict.why() + ".");
	}

	private Remedy ofLog(LogFinding finding) {
		return Instruction.remedy(finding, this.container)
			.filter((_) -> finding.cause() == Cause.CONFIG)
			.orElseGet(() -> byCause(finding));
	}

	private Remedy byCause(LogFinding finding) {
		return switch (finding.cause()) {
			case CODE_BUG -> codeChange(finding);
			case OOM -> new MemoryRemedies(finding, this.container).remedy();
			case CONFIG -> new ConfigRemedies(finding, this.container).remedy();
			case EXTERNAL_DEPENDENCY -> new DependencyRemedies(finding, this.container).remedy();
			case INFRASTRUCTURE ->
				StorageRemedies.areMeant(finding) ? new StorageRemedies(finding, this.container).remedy()
						: new NodeRemedies(finding, this.container).remedy();
			case NONE -> new Remedy("none", null, "Nothing to do.");
			case UNKNOWN -> new Remedy("investigate", null, "Find out what leads to " + quote(finding.statement()));
		};
	}

	/**
	 * Says what to correct in the configuration.
	 * @param target the thing to change, null when it is not known
	 * @param text what to do
	 * @param finding what the log says
	 * @return the remedy
	 */
	static Remedy config(@Nullable String target, String text, LogFinding finding) {
		return new Remedy("config-update", target, text + ": " + quote(finding.statement()));
	}

	/**
	 * Says where to look first: what speaks for it is not the error itself.
	 * @param target the likeliest thing, null when there is none
	 * @param text where to look, and why there
	 * @param finding what the log says
	 * @return a remedy that starts no agent
	 */
	static Remedy look(@Nullable String target, String text, LogFinding finding) {
		return new Remedy(LOOK, target, text + ": " + quote(finding.statement()));
	}

	static String quote(String text) {
		return Words.quote(text, LIMIT);
	}

	private Remedy codeChange(LogFinding finding) {
		String program = this.container.isKnown() ? null : Banner.of(finding).orElse(null);
		if (program != null) {
			return new Remedy("image-fix", "version of " + program,
					"Use another version of the image of %s, whose own code fails, or switch off the part of it that fails; report it to its maintainers if the newest fails too: %s"
						.formatted(program, quote(finding.statement())));
		}
		if (this.container.isPublicImage() || PublicImages.hold(finding.location())) {
			return new Remedy("image-fix", this.container.image(),
					"Try another version of %s, check its settings, or report the error to its maintainers, whose code fails: %s"
						.formatted(this.container.image(), quote(finding.statement())));
		}
		Optional<Remedy> quoted = Texts.first(QUOTED_COMMAND, finding.statement(), (_) -> true)
			.filter((_) -> "script-quoting".equals(finding.subtype()))
			.map((command) -> quoted(finding, command));
		if (quoted.isPresent()) {
			return quoted.get();
		}
		Optional<Remedy> registered = registeredTwice(finding);
		if (registered.isPresent()) {
			return registered.get();
		}
		String place = place(finding.location());
		String what = (finding.exception() != null) ? finding.exception() : quote(finding.statement());
		return (place != null)
				? new Remedy("code-change", place,
						"Correct " + place + function(finding.location()) + ", which fails with " + what + ".")
				: new Remedy("investigate", null,
						"Find out what in the program or its input leads to " + what + "; the log names no place.");
	}

	private Remedy quoted(LogFinding finding, String command) {
		String script = Optional.ofNullable(place(finding.location()))
			.orElseGet(() -> finding.statement().replaceFirst(": (?:line )?(\\d+): .*", ":$1"));
		if (SHELL.matcher(script).find()) {
			return config("command of " + this.container.name(),
					"Take away the quotation marks around %s in command or args of %s, or make each word of it an entry of its own: as it is, the shell looks for one program of that whole name"
						.formatted(quote(command), this.container.name()),
					finding);
		}
		return new Remedy("code-change", script,
				"Take away the quotation marks around %s at %s: with them the shell looks for one program of that whole name"
					.formatted(quote(command), script));
	}

	/**
	 * Says what to do where two modules register the same thing when a program starts.
	 * @param finding what the log says
	 * @return the remedy, empty where it is something else
	 */
	private static Optional<Remedy> registeredTwice(LogFinding finding) {
		Matcher module = MODULE.matcher(String.valueOf(finding.location()));
		if (!module.find() || !TWICE.matcher(finding.statement()).find()) {
			return Optional.empty();
		}
		String name = module.group(1) + " " + module.group(2);
		String other = Texts.first(PREVIOUSLY, finding.excerpt().text(), (_) -> true)
			.map((first) -> " and " + first)
			.orElse("");
		return Optional.of(new Remedy("code-change", "%s%s in go.mod".formatted(name, other),
				"Move %s%s to versions in go.mod that do not both register it; their own files are not the program's to change: %s"
					.formatted(name, other, quote(finding.statement()))));
	}

	private static String function(@Nullable Location location) {
		return (location != null && location.namesFunction()) ? " (" + location.function() + ")" : "";
	}

	static String placeOrFunction(Location location) {
		return Optional.ofNullable(place(location)).orElse(String.valueOf(location.function()));
	}

	static @Nullable String place(@Nullable Location location) {
		if (location == null || location.file() == null) {
			return null;
		}
		return location.file() + ((location.line() != null) ? ":" + location.line() : "");
	}

}
