package dev.heal.report;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Cause;

/**
 * The error as it stands in the log, or what the cluster says where no log tells. An
 * agent reads before the first fence that it holds data.
 */
final class ErrorSection {

	// beyond these lines, the one that counts is shown by itself first
	private static final int GLANCE = 12;

	static final String EARLIER = "an earlier line gives the reason";

	private ErrorSection() {
	}

	static String of(Analysis analysis) {
		Excerpt excerpt = analysis.excerpt();
		return ReportRenderer.DATA_NOTE + "\n\n"
				+ ((excerpt != null) ? quoted(excerpt, analysis.errorLine()) + earlier(analysis) : told(analysis));
	}

	private static String earlier(Analysis analysis) {
		return analysis.claims()
			.stream()
			.filter((claim) -> claim.text().startsWith(EARLIER + ": "))
			.map((claim) -> "\n\nAn earlier line gives the reason (%s):\n\n%s".formatted(
					Markdown.code(claim.file() + ":" + claim.line()),
					Markdown.fence(claim.text().substring(EARLIER.length() + 2))))
			.collect(Collectors.joining());
	}

	private static String quoted(Excerpt excerpt, @Nullable String errorLine) {
		String place = "From %s, %s:".formatted(Markdown.code(excerpt.file()), lines(excerpt));
		String fence = Markdown.fence(excerpt.text());
		return (errorLine != null && excerpt.text().lines().count() > GLANCE)
				? Markdown.fence(errorLine.strip()) + "\n\n" + place + "\n\n" + fence : place + "\n\n" + fence;
	}

	private static String lines(Excerpt excerpt) {
		return (excerpt.firstLine() != excerpt.lastLine())
				? "lines %d to %d".formatted(excerpt.firstLine(), excerpt.lastLine()) : "line " + excerpt.firstLine();
	}

	private static String told(Analysis analysis) {
		String none = (analysis.cause() == Cause.NONE) ? "There is no error. " : "The logs do not show the error. ";
		return analysis.claims().isEmpty() ? none + "What is known:\n\n" + Markdown.fence(analysis.summary())
				: none + "The cluster says:\n\n" + RootCauseSection.claims(analysis);
	}

}
