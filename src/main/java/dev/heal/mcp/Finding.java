package dev.heal.mcp;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Location;
import dev.heal.live.LiveFailure;

/**
 * What failed and why, in full.
 */
record Finding(String namespace, String workload, @JsonPropertyDescription("how many pods fail of it") int count,
		@JsonPropertyDescription("some of their names, where there are more") List<String> pods,
		@Nullable Instant since, int restarts,
		@JsonPropertyDescription("code-bug, oom, config, external-dependency, infrastructure, none or unknown") String cause,
		@Nullable String subtype, @JsonPropertyDescription("0 to 1") double confidence, @Nullable String container,
		String summary,
		@Nullable @JsonPropertyDescription("the line that states it, where the quotation does not") String error,
		@Nullable Quotation quotation,
		@Nullable @JsonPropertyDescription("the first frame in the application's own code") String location,
		@JsonPropertyDescription("what speaks for it") List<Claim> claims,
		@JsonPropertyDescription("other causes that some evidence speaks for") List<String> rivals,
		@Nullable @JsonPropertyDescription("what to do") Remedy remedy,
		@JsonPropertyDescription("what changed before") List<String> changes) {

	/**
	 * All that a first look needs.
	 */
	static final int FULL = 5;

	private static final int NAMES = 3;

	/**
	 * The width of what is shown, at least and with each share more.
	 */
	private static final int WIDTH = 100;

	private static final int MORE = 40;

	private static final int CHANGES = 3;

	/**
	 * Shows a failure of the live cluster.
	 * @param failure the failure
	 * @param share how much of it, from 0 to {@link #FULL}
	 * @return the finding
	 */
	static Finding of(LiveFailure failure, int share) {
		return of(failure.namespace(), failure.workload(), failure.count(),
				failure.pods().stream().limit(NAMES).toList(), failure.since(), failure.restarts(), failure.analysis(),
				share);
	}

	static Finding of(String namespace, String workload, int count, List<String> pods, @Nullable Instant since,
			int restarts, Analysis analysis, int share) {
		int width = WIDTH + MORE * share;
		Quotation quotation = Quotation.of(analysis, share, width);
		String error = Answers.cut(analysis.errorLine(), width);
		return new Finding(namespace, workload, count, (count > 1) ? pods : List.of(), since, restarts,
				analysis.cause().id(), analysis.subtype(), analysis.confidence(), analysis.container(),
				Answers.cutText(analysis.summary(), 2 * width),
				(quotation != null && quotation.holds(error)) ? null : error, quotation,
				location(analysis.location(), width),
				analysis.claims()
					.stream()
					.filter((claim) -> quotation == null || !quotation.holds(claim, analysis.errorLine()))
					.limit(share)
					.map((claim) -> Claim.of(claim, analysis.errorLine(), width))
					.toList(),
				analysis.rivals()
					.stream()
					.limit(share / 2)
					.map((rival) -> "%s (%.2f): %s".formatted(rival.cause().id(), rival.confidence(),
							Answers.cutText(rival.why(), width)))
					.toList(),
				Remedy.of(analysis, quotation, width),
				analysis.changes().stream().limit(Math.min(CHANGES, share)).map(Change::line).toList());
	}

	private static @Nullable String location(@Nullable Location location, int width) {
		if (location == null) {
			return null;
		}
		String place = (location.line() != null) ? location.file() + ":" + location.line() : location.file();
		return Answers.cutText(
				String.join(" in ", Stream.of(place, location.function()).filter((part) -> part != null).toList()),
				width);
	}

	/**
	 * A statement and where it stands.
	 */
	record Claim(String text, @JsonPropertyDescription("file:line, or a JSON pointer into an object") String at) {

		static Claim of(Analysis.Claim claim, @Nullable String error, int width) {
			String text = (error != null) ? claim.text().replace(error, "the error quoted above") : claim.text();
			return new Claim(Answers.cutText(text, width),
					(claim.line() != null) ? claim.file() + ":" + claim.line() : claim.file() + "#" + claim.path());
		}

	}

	/**
	 * What to do.
	 */
	record Remedy(String kind, @Nullable String target, String text) {

		private static final Pattern QUOTED = Pattern.compile("[.]?: “([^”]+)”[.]?$");

		static @Nullable Remedy of(Analysis analysis, @Nullable Quotation quotation, int width) {
			Analysis.Remedy remedy = analysis.remedy();
			return (remedy != null) ? new Remedy(remedy.kind(), Answers.cut(remedy.target(), width),
					Answers.cutText(withoutQuotation(remedy.text(), quotation), 2 * width)) : null;
		}

		// what is quoted above need not be read twice
		private static String withoutQuotation(String text, @Nullable Quotation quotation) {
			Matcher quoted = QUOTED.matcher(text);
			return (quotation != null && quoted.find() && quotation.holds(quoted.group(1)))
					? text.substring(0, quoted.start()) + "." : text;
		}

	}

}
