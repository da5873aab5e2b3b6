package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do where a program only says, again and again, what it waits for.
 */
final class WaitRemedies {

	private static final Pattern THING = Pattern.compile(
			"(?i)\\bwait(?:s|ing)? (?:for|until|on) (?:the )?(?:[a-z]+ at )?[\"'`]?([\\w.:/-]*\\w)[\"'`]?|^[\"'`]?([\\w.-]+(?::\\d+)?)[\"'`]? (?:is|are|not)\\b");

	private final LogFinding finding;

	private final ContainerSpec container;

	WaitRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.container = container;
	}

	Remedy remedy() {
		String said = this.finding.statement();
		Optional<String> address = this.container.waitedFor(said)
			.or(() -> new NamedAddress(this.finding).address())
			.or(() -> Texts.first(THING, said, (_) -> true));
		String what = address.orElse("what it waits for");
		return new Remedy("dependency", address.orElse(null),
				"Find out why %s does not answer (is there a Service of that name in the namespace, and are its pods ready?), or correct the name in the command or env of %s, which waits for it: %s"
					.formatted(what, this.container.name(), Remedies.quote(said)));
	}

}
