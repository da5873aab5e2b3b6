package dev.heal.report;

import java.util.Objects;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;

/**
 * What needs to be changed.
 */
final class RemedySection {

	private RemedySection() {
	}

	static String of(Analysis analysis) {
		Remedy remedy = analysis.remedy();
		if (remedy == null) {
			return "The evidence supports no change. Read the logs below before you change anything.";
		}
		String told = Markdown.inline(Markdown.withoutQuotes(remedy.text()));
		StringBuilder lines = new StringBuilder(told).append(told.endsWith(".") ? "" : ".").append("\n");
		if (remedy.kind().equals("none")) {
			return lines.toString();
		}
		lines.append("\n- Kind: ").append(Markdown.code(remedy.kind()));
		String target = remedy.target();
		if (target != null && !told.contains(Markdown.inline(target))) {
			lines.append("\n- Target: ").append(Markdown.code(target));
		}
		Location location = analysis.location();
		if (location != null && !isNamed(location, told + "\n" + target)) {
			lines.append("\n- Place: ").append(RootCauseSection.place(location));
		}
		return lines.toString();
	}

	private static boolean isNamed(Location location, String text) {
		return Stream.of(location.file(), location.namesFunction() ? location.function() : null)
			.filter(Objects::nonNull)
			.map(Markdown::inline)
			.allMatch(text::contains);
	}

}
