package dev.heal.report;

import dev.heal.analysis.Analysis;
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
			return "Nothing that the evidence supports. Read the logs below before you change anything.";
		}
		String told = Markdown.inline(Markdown.withoutQuotes(remedy.text(), "see the error above"));
		String text = told.endsWith(".") ? told : told + ".";
		String target = (remedy.target() != null) ? "\n- Target: " + Markdown.code(remedy.target()) : "";
		String located = (analysis.location() != null) ? RootCauseSection.place(analysis.location()) : "";
		boolean named = remedy.target() != null && located.equals(Markdown.code(remedy.target()));
		String place = (located.isEmpty() || named) ? "" : "\n- Place: " + located;
		return text + "\n\n- Kind: " + Markdown.code(remedy.kind()) + target + place;
	}

}
