package dev.heal.report;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;

/**
 * What failed and what to do, in a sentence each, for where the error itself is shown
 * beside them or not at all.
 */
public final class Headline {

	private Headline() {
	}

	/**
	 * Says what failed and why. The words of the log stand in it only where Heal has none
	 * of its own.
	 * @param analysis the analysis
	 * @return the sentence, without a full stop
	 */
	public static String of(Analysis analysis) {
		return Reason.of(analysis)
			.map((_) -> SummarySection.sentence(analysis))
			.filter((sentence) -> !sentence.contains(" below"))
			.orElse(analysis.summary());
	}

	/**
	 * Says what to do, without the words of the log.
	 * @param remedy the remedy
	 * @return a sentence
	 */
	public static String of(Remedy remedy) {
		return Markdown.withoutQuotes(remedy.text());
	}

}
