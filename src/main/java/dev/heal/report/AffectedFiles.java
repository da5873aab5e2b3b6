package dev.heal.report;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;

/**
 * The file of the application, or the object of the cluster, that has to be changed.
 */
final class AffectedFiles {

	private AffectedFiles() {
	}

	static String of(Analysis analysis) {
		Location location = analysis.location();
		if (location != null && location.file() != null) {
			return "- " + RootCauseSection.place(location);
		}
		String target = target(analysis.remedy());
		return (target != null) ? "- " + Markdown.code(target) + " (not a source file)"
				: "No file can be named from the evidence.";
	}

	private static @Nullable String target(@Nullable Remedy remedy) {
		return (remedy != null) ? remedy.target() : null;
	}

}
