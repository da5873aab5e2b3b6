package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * A command that an error itself tells to run before the program can start.
 */
final class Instruction {

	private static final Pattern COMMAND = Pattern.compile(
			"(?i)\\b(?:run|execute|running|executing) (?:the command )?['\"`]([^'\"`]{3,80})['\"`] (?:first|before\\b|to (?:proceed|continue|apply|create|update|upgrade|initiali[sz]e|migrate|set up|bootstrap|prepare)\\b)"
					+ "|\\b(?:please|you (?:must|need to|have to|should)) (?:first )?(?:run|execute) ['\"`]([^'\"`]{3,80})['\"`]");

	private Instruction() {
	}

	static Optional<String> of(LogFinding finding) {
		return Texts.first(COMMAND, finding.statement(), (_) -> true);
	}

	static Optional<Remedy> remedy(LogFinding finding, ContainerSpec container) {
		return of(finding).map((command) -> Remedies.config(
				"command '%s' before %s starts".formatted(command, container.name()),
				"Run '%s', as the error itself says, in a Job or an init container with the image and the settings of %s, before it starts"
					.formatted(command, container.name()),
				finding));
	}

}
