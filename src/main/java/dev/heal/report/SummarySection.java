package dev.heal.report;

import java.util.List;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;

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
	 * Returns the summary without the words of the log: what they mean stands in their
	 * place.
	 * @param analysis the analysis
	 * @return the sentence
	 */
	static String sentence(Analysis analysis) {
		List<String> parts = Markdown.aroundQuotes(analysis.summary());
		String told = parts.getFirst().replaceFirst(":$", "");
		String rest = parts.getLast();
		if (rest.isEmpty() && told.equals(analysis.summary())) {
			return told;
		}
		if (told.endsWith("says")) {
			return told.replaceFirst("(?:its|the) log says$", "the error below is in its log") + rest;
		}
		int clause = rest.indexOf(';');
		String place = (clause < 0) ? rest : rest.substring(0, clause);
		String aftermath = (clause < 0) ? "" : rest.substring(clause);
		return told.replaceFirst("^(\\S+ (?:crashed|failed)): ", "$1 with ") + place.replaceFirst("[.:]$", "")
				+ because(told, analysis) + aftermath;
	}

	// the name of an exception says what is wrong with the code
	private static String because(String told, Analysis analysis) {
		boolean named = told.contains(": ");
		return Reason.of(analysis)
			.filter((_) -> !named || analysis.cause() != Cause.CODE_BUG)
			.map((reason) -> " because " + reason)
			.orElse(named ? "" : " with the error below");
	}

}
