package dev.heal.analysis.verdict;

import java.util.Locale;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.log.LogFinding;

/**
 * Says what to do, and names the thing to change.
 */
final class Remedies {

	private static final Pattern ADDRESS = Pattern.compile("(?:^|[^\\w.-])((?:\\d{1,3}(?:\\.\\d{1,3}){3}"
			+ "|[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.[a-zA-Z0-9-]+)*):\\d{2,5})(?:[^\\w:]|$)");

	private static final Pattern SOURCE_LINE = Pattern
		.compile(".*\\.(?:c|cc|cpp|h|go|py|java|kt|scala|js|mjs|ts|rb|rs|php|cs|ex|erl|pl|lua):\\d+");

	private static final Pattern HOST = Pattern.compile("\\b([a-zA-Z0-9-]+(?:\\.[a-z][a-zA-Z0-9-]*){2,})\\b");

	private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\\b");

	private static final Pattern FILE = Pattern.compile("(?:^|[^\\w:/.])((?:/[\\w.@+-]+){2,})");

	private final Verdict verdict;

	Remedies(Verdict verdict) {
		this.verdict = verdict;
	}

	Remedy remedy() {
		ConditionFinding condition = this.verdict.condition();
		if (this.verdict.log() != null && this.verdict.logTells()) {
			return ofLog(this.verdict.log().finding());
		}
		if (condition != null) {
			return condition.remedy();
		}
		return (this.verdict.cause() == Cause.NONE) ? new Remedy("none", null, "Nothing: " + this.verdict.why() + ".")
				: new Remedy("investigate", null, "Collect what is missing: " + this.verdict.why() + ".");
	}

	private Remedy ofLog(LogFinding finding) {
		return switch (finding.cause()) {
			case CODE_BUG -> codeChange(finding);
			case OOM ->
				new Remedy("resource-increase", "container " + this.verdict.container() + " resources.limits.memory",
						"Give the process more memory (its heap and, with it, the limit of container "
								+ this.verdict.container() + "), or make it use less: " + quote(finding.errorLine()));
			case CONFIG -> configUpdate(finding);
			case EXTERNAL_DEPENDENCY -> dependency(finding);
			case INFRASTRUCTURE ->
				new Remedy("cluster", null, "Repair what the log names: " + quote(finding.errorLine()));
			case NONE -> new Remedy("none", null, "Nothing.");
			case UNKNOWN -> new Remedy("investigate", null, "Look at: " + quote(finding.errorLine()));
		};
	}

	private static String quote(String text) {
		return "\u201C" + text.strip() + "\u201D";
	}

	private static Remedy codeChange(LogFinding finding) {
		String place = place(finding.location());
		String what = (finding.exception() != null) ? finding.exception() : quote(finding.errorLine());
		return new Remedy("code-change", place,
				(place != null) ? "Correct " + place + function(finding.location()) + ", where " + what + " arises."
						: "Correct the code that fails with " + what + ".");
	}

	private static String function(@Nullable Location location) {
		return (location != null && location.function() != null) ? " (" + location.function() + ")" : "";
	}

	private static @Nullable String place(@Nullable Location location) {
		if (location == null || location.file() == null) {
			return null;
		}
		return location.file() + ((location.line() != null) ? ":" + location.line() : "");
	}

	private Remedy configUpdate(LogFinding finding) {
		String subtype = String.valueOf(finding.subtype()).toLowerCase(Locale.ROOT);
		Optional<String> variable = first(VARIABLE, finding);
		if (subtype.contains("env") && variable.isPresent()) {
			return new Remedy("config-update", "env " + variable.get() + " of container " + this.verdict.container(),
					"Set " + variable.get() + " in the env of container " + this.verdict.container() + ".");
		}
		String place = place(finding.location());
		String target = (place != null) ? place : first(FILE, finding).orElse(null);
		return new Remedy("config-update", target,
				"Correct " + ((target != null) ? target : "the configuration of container " + this.verdict.container())
						+ ": " + quote(finding.errorLine()));
	}

	private static Remedy dependency(LogFinding finding) {
		String target = first(ADDRESS, finding).or(() -> first(HOST, finding)).orElse(null);
		return new Remedy("dependency", target,
				(target != null)
						? "Make " + target + " reachable and let it answer, or correct that address: "
								+ finding.errorLine().strip()
						: "Look at the service that the log names: " + quote(finding.errorLine()));
	}

	private static Optional<String> first(Pattern pattern, LogFinding finding) {
		return Optional.of(finding.errorLine() + "\n" + finding.message() + "\n" + finding.excerpt().text())
			.flatMap((text) -> first(pattern, text));
	}

	private static Optional<String> first(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		while (matcher.find()) {
			if (!SOURCE_LINE.matches(matcher.group(1))) {
				return Optional.of(matcher.group(1));
			}
		}
		return Optional.empty();
	}

}
