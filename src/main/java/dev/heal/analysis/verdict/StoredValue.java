package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do where the settings give a program another name or number than its data have.
 */
final class StoredValue {

	private static final String VALUE = "(?:Some\\()?[`'\"\\[(]?([\\w.:/@-]*\\w)[`'\"\\])]*";

	private static final Pattern DIFFERS = Pattern
		.compile("(?i)\\b(?:configured|current|expected|given) ([\\w. -]*?\\w)[ =:]+" + VALUE
				+ ",? (?:does not match|doesn['’]t match|but|while|whereas)(?: the)? (?:stored|persisted|recorded|saved|on-disk) (?:[\\w.-]+(?: id)?)(?: is|[ =:])+"
				+ VALUE);

	private static final Pattern REVERSED = Pattern
		.compile("(?i)\\b(?:stored|persisted|recorded|saved) ([\\w. -]*?\\w)[ =:]+" + VALUE
				+ ",? (?:does not match|doesn['’]t match)(?: the)? (?:configured|current|expected|given) (?:[\\w.-]+(?: id)?)(?: is|[ =:])+"
				+ VALUE);

	private final LogFinding finding;

	private final ContainerSpec container;

	StoredValue(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.container = container;
	}

	Optional<Remedy> remedy() {
		String said = this.finding.statement();
		Matcher differs = DIFFERS.matcher(said);
		if (differs.find()) {
			return Optional.of(of(differs.group(1), differs.group(2), differs.group(3)));
		}
		Matcher reversed = REVERSED.matcher(said);
		return reversed.find() ? Optional.of(of(reversed.group(1), reversed.group(3), reversed.group(2)))
				: Optional.empty();
	}

	private Remedy of(String name, String configured, String stored) {
		SpecSettings settings = this.container.settings();
		String setting = settings.named(name)
			.or(() -> settings.valued(configured))
			.map((known) -> known + known.origin())
			.orElse(name);
		return Remedies.config(
				"%s of %s (now %s, stored %s)".formatted(setting, this.container.name(), configured, stored),
				"Set %s of %s to %s, which its data have, if the data are to be kept; else give it the volume that belongs to %s, or an empty one"
					.formatted(setting, this.container.name(), stored, configured),
				this.finding);
	}

}
