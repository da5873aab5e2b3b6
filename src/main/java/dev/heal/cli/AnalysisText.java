package dev.heal.cli;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Diagnosis;
import dev.heal.report.Headline;

/**
 * The ten-second answer: what, why, where, what to do, the excerpt.
 */
final class AnalysisText {

	private static final int EXCERPT_LINES = 25;

	/**
	 * How many lines at most stand above the one that states the error.
	 */
	private static final int BEFORE = 18;

	private static final int LINE_LENGTH = 500;

	private static final int SAME = 40;

	private final Ansi ansi;

	AnalysisText(Ansi ansi) {
		this.ansi = ansi;
	}

	String of(Analysis analysis) {
		List<String> lines = new ArrayList<>();
		lines.add(style("bold", plain(Headline.of(analysis))));
		lines.add("Cause:  %s%s, %.0f%% sure".formatted(style("bold,red", analysis.cause().id()),
				(analysis.subtype() != null) ? " (" + plain(analysis.subtype()) + ")" : "",
				analysis.confidence() * 100));
		if (analysis.location() != null) {
			lines.add("Where:  " + style("cyan", place(analysis.location())));
		}
		if (analysis.remedy() != null) {
			lines.add("Do:     " + plain(unrepeated(analysis.remedy(), analysis)));
		}
		analysis.claims()
			.forEach((claim) -> lines.add("Why:    " + plain(claim(claim, analysis.excerpt())) + " " + where(claim)));
		analysis.rivals()
			.forEach((rival) -> lines.add("Or:     %s, %.0f%%: %s".formatted(rival.cause().id(),
					rival.confidence() * 100, plain(rival.why()))));
		if (analysis.excerpt() != null) {
			lines.addAll(excerpt(analysis.excerpt(), analysis.errorLine()));
		}
		return String.join("\n", lines);
	}

	String of(Diagnosis diagnosis) {
		List<String> lines = new ArrayList<>();
		lines.add(of(diagnosis.analysis()));
		diagnosis.others()
			.forEach((other) -> lines.add(
					"Also:   %s %s".formatted(plain(other.summary()), style("faint", "(" + other.cause().id() + ")"))));
		return String.join("\n", lines);
	}

	/**
	 * Leaves out the words of the log that stand in the sentence above or in the excerpt
	 * below already.
	 * @param remedy a remedy
	 * @param analysis whose remedy it is
	 * @return the remedy
	 */
	private static String unrepeated(Remedy remedy, Analysis analysis) {
		if (analysis.excerpt() != null) {
			String told = Headline.of(remedy).replace("the error above", "the error below");
			return told.endsWith(".") ? told : told + ".";
		}
		String text = remedy.text();
		String summary = analysis.summary();
		int quote = text.indexOf(": \u201C");
		int from = summary.indexOf('\u201C') + 1;
		String words = summary.substring(from, Math.min(summary.length(), from + SAME));
		return (quote > 0 && from > 0 && text.indexOf(words, quote) > 0) ? text.substring(0, quote) + "." : text;
	}

	private static String claim(Claim claim, @Nullable Excerpt excerpt) {
		boolean shown = claim.line() != null && excerpt != null && claim.file().equals(excerpt.file())
				&& claim.line() >= excerpt.firstLine() && claim.line() <= excerpt.lastLine();
		return shown ? "the log says so, see below" : claim.text();
	}

	/**
	 * Shows as much of the excerpt as fits, with the line that states the error.
	 * @param excerpt the excerpt
	 * @param errorLine the line
	 * @return lines
	 */
	private List<String> excerpt(Excerpt excerpt, @Nullable String errorLine) {
		List<String> text = excerpt.text().lines().toList();
		int from = Math.clamp(text.indexOf(errorLine) - BEFORE, 0, Math.max(0, text.size() - EXCERPT_LINES));
		int to = Math.min(text.size(), from + EXCERPT_LINES);
		List<String> lines = new ArrayList<>();
		lines.add("");
		lines.add(style("faint",
				excerpt.file() + ((excerpt.firstLine() == excerpt.lastLine()) ? ", line " + excerpt.firstLine()
						: ", lines %d to %d".formatted(excerpt.firstLine() + from, excerpt.firstLine() + to - 1))));
		text.subList(from, to).stream().map((line) -> "  " + cut(plain(line))).forEach(lines::add);
		if (to - from < text.size()) {
			lines.add(style("faint", "  … %d more lines".formatted(text.size() - to + from)));
		}
		return lines;
	}

	private static String cut(String line) {
		return (line.length() > LINE_LENGTH) ? line.substring(0, LINE_LENGTH) + "…" : line;
	}

	private String where(Claim claim) {
		String line = (claim.line() != null) ? ":" + claim.line() : "";
		String path = (claim.path() != null) ? "#" + claim.path() : "";
		return style("faint", "(" + claim.file() + line + path + ")");
	}

	private String style(String style, String text) {
		IStyle[] styles = Style.parse(style);
		return this.ansi.enabled() ? Style.on(styles) + text + Style.off(styles) : text;
	}

	static String place(Location location) {
		String line = (location.line() != null) ? ":" + location.line() : "";
		String file = (location.file() != null) ? plain(location.file()) + line : "";
		return (location.function() != null) ? (file + " in " + plain(location.function())).strip() : file;
	}

	static String plain(String text) {
		return text.replace("\t", "    ").replaceAll("[\\p{Cc}\\p{Cf}]", "");
	}

}
