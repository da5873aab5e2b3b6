package dev.heal.report;

import java.util.Locale;

import dev.heal.analysis.Analysis;

/**
 * The ten-second answer, one sentence.
 */
final class SummarySection {

	private SummarySection() {
	}

	static String of(Analysis analysis) {
		String sentence = Markdown.inline(sentence(analysis));
		return sentence.endsWith(".") ? sentence : sentence + ".";
	}

	/**
	 * Returns the summary without the words of the log.
	 * @param analysis the analysis
	 * @return the sentence
	 */
	private static String sentence(Analysis analysis) {
		String told = Markdown.withoutQuotes(analysis.summary(), "");
		if (told.equals(analysis.summary())) {
			return told;
		}
		String rest = told.strip().replaceFirst(":$", "").replaceFirst(": +(at|in) ", " with the error below, $1 ");
		if (rest.endsWith("says")) {
			return rest + " what stands below";
		}
		if (rest.contains(": ")) {
			return rest;
		}
		return "%s%s: %s%s".formatted(rest, rest.contains("the error below") ? "" : " with the error below",
				RootCauseSection.name(analysis.cause()).toLowerCase(Locale.ROOT),
				(analysis.subtype() != null) ? " (" + analysis.subtype() + ")" : "");
	}

}
