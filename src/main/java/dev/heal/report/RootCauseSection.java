package dev.heal.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Rival;
import dev.heal.analysis.Cause;

/**
 * The class of cause, and what speaks for it.
 */
final class RootCauseSection {

	private RootCauseSection() {
	}

	static String of(Analysis analysis) {
		String container = (analysis.container() != null)
				? " It happened in container " + Markdown.code(analysis.container()) + "." : "";
		String sure = (analysis.cause() != Cause.UNKNOWN) ? ", %.0f%% sure".formatted(analysis.confidence() * 100) : "";
		String cause = name(analysis.cause()) + subtype(analysis.subtype()) + sure + ".";
		// without an error in a log, the section on the error shows the evidence
		return cause + container + ((analysis.excerpt() != null) ? evidence(analysis) : "");
	}

	private static String evidence(Analysis analysis) {
		return analysis.claims().isEmpty() ? "" : " The evidence:\n\n" + claims(analysis);
	}

	static String claims(Analysis analysis) {
		String said = Objects.requireNonNullElse(analysis.errorLine(), "").strip();
		return Markdown.fence(lines(
				analysis.claims().stream().map((claim) -> statement(claim, said) + "\n    " + where(claim)).toList()));
	}

	// what stands above in full is not said again
	private static String statement(Claim claim, String said) {
		String text = Markdown.visible(claim.text()).replaceAll("\\s+", " ");
		if (!said.isEmpty() && text.equals("the log says: " + said.replaceAll("\\s+", " "))) {
			return "the error in the log";
		}
		return text.startsWith(ErrorSection.EARLIER) ? ErrorSection.EARLIER : text;
	}

	private static String lines(List<String> lines) {
		return String.join("\n", lines);
	}

	private static String where(Claim claim) {
		return (claim.line() != null) ? claim.file() + ":" + claim.line()
				: claim.file() + ((claim.path() != null) ? "#" + claim.path() : "");
	}

	static String place(Location location) {
		String line = (location.line() != null) ? ":" + location.line() : "";
		String file = (location.file() != null) ? Markdown.code(location.file() + line) : "";
		String function = location.namesFunction() ? "function " + Markdown.code(String.valueOf(location.function()))
				: "";
		return (file.isEmpty() || function.isEmpty()) ? file + function : file + ", " + function;
	}

	/**
	 * Lists the causes that were set aside.
	 * @param rivals the causes
	 * @return one line for each
	 */
	static String rivals(List<Rival> rivals) {
		return lines(rivals.stream()
			.map((rival) -> "%s (%.0f%%): %s".formatted(name(rival.cause()).toLowerCase(Locale.ROOT),
					rival.confidence() * 100, Markdown.visible(rival.why()).replaceAll("\\s+", " ").strip()))
			.distinct()
			.toList());
	}

	private static String subtype(@Nullable String subtype) {
		return (subtype != null) ? " (" + Markdown.inline(subtype) + ")" : "";
	}

	static String name(Cause cause) {
		return switch (cause) {
			case CODE_BUG -> "Code bug";
			case OOM -> "OOM: memory ran out";
			case CONFIG -> "Config issue";
			case EXTERNAL_DEPENDENCY -> "External dependency";
			case INFRASTRUCTURE -> "Infrastructure";
			case NONE -> "Not a failure";
			case UNKNOWN -> "Unknown";
		};
	}

}
