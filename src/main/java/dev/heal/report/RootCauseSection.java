package dev.heal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Rival;
import dev.heal.analysis.Cause;

/**
 * The class of cause, what speaks for it, and what was set aside.
 */
final class RootCauseSection {

	private RootCauseSection() {
	}

	static String of(Analysis analysis) {
		List<String> lines = new ArrayList<>();
		lines.add("%s%s, %.0f %% sure.".formatted(name(analysis.cause()), subtype(analysis.subtype()),
				analysis.confidence() * 100));
		if (analysis.container() != null) {
			lines.add("Container: " + Markdown.code(analysis.container()));
		}
		if (analysis.location() != null) {
			lines.add("Place: " + place(analysis.location()));
		}
		analysis.claims().forEach((claim) -> lines.add(claim(claim)));
		analysis.rivals().forEach((rival) -> lines.add(rival(rival)));
		return lines.getFirst() + "\n\n"
				+ String.join("\n", lines.stream().skip(1).map((line) -> "- " + line).toList());
	}

	static String place(Location location) {
		String line = (location.line() != null) ? ":" + location.line() : "";
		String file = (location.file() != null) ? Markdown.code(location.file() + line) : "";
		String function = (location.function() != null) ? "function " + Markdown.code(location.function()) : "";
		return (file.isEmpty() || function.isEmpty()) ? file + function : file + ", " + function;
	}

	private static String claim(Claim claim) {
		String where = (claim.line() != null) ? claim.file() + ":" + claim.line()
				: claim.file() + ((claim.path() != null) ? "#" + claim.path() : "");
		return Markdown.inline(claim.text()) + " (" + Markdown.code(where) + ")";
	}

	private static String rival(Rival rival) {
		return "Set aside: %s, %.0f %%: %s".formatted(name(rival.cause()).toLowerCase(Locale.ROOT),
				rival.confidence() * 100, Markdown.inline(rival.why()));
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
