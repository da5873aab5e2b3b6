package dev.heal.report;

import java.util.List;
import java.util.stream.Collectors;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Earlier;

/**
 * When the same failure was there before, and how that ended.
 */
final class SeenBeforeSection {

	private SeenBeforeSection() {
	}

	static String of(Analysis analysis) {
		List<Earlier> seen = analysis.seenBefore();
		return seen.isEmpty() ? "Heal has no record of this failure before."
				: seen.stream().map(SeenBeforeSection::line).collect(Collectors.joining("\n"));
	}

	private static String line(Earlier earlier) {
		StringBuilder line = new StringBuilder("- From %s to %s (%s): %s".formatted(earlier.since(), earlier.until(),
				Markdown.code(earlier.incident()), earlier.end()));
		if (earlier.reason() != null) {
			line.append(", ").append(Markdown.inline(earlier.reason()));
		}
		if (earlier.revision() != null) {
			line.append("; failed in revision ").append(earlier.revision());
		}
		if (!earlier.remediations().isEmpty()) {
			line.append("; CodeRun ")
				.append(earlier.remediations().stream().map(Markdown::code).collect(Collectors.joining(", ")));
		}
		if (earlier.pullRequest() != null) {
			line.append("; pull request ").append(Markdown.inline(earlier.pullRequest()));
		}
		if (earlier.held() != null) {
			line.append("; ").append(earlier.held());
		}
		return line.append(line.toString().endsWith(".") ? "" : ".").toString();
	}

}
