package dev.heal.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.live.LiveFailure;
import dev.heal.report.Headline;

/**
 * Failures, a line each. The names of the columns are for a terminal, where nobody counts
 * lines.
 */
final class FailureTable {

	private static final List<String> COLUMNS = List.of("NAMESPACE", "WORKLOAD", "PODS", "SINCE", "CAUSE");

	private static final int NAMES = 3;

	private final List<LiveFailure> failures;

	private final Instant now = Clock.systemUTC().instant();

	FailureTable(List<LiveFailure> failures) {
		this.failures = failures;
	}

	String text(Ansi ansi, boolean wide) {
		List<List<String>> rows = new ArrayList<>();
		if (ansi.enabled()) {
			rows.add(columns(wide));
		}
		this.failures.forEach((failure) -> rows.add(row(failure, wide)));
		int[] widths = IntStream.range(0, rows.getFirst().size())
			.map((column) -> rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0))
			.toArray();
		return rows.stream().map((row) -> line(row, widths, ansi)).collect(Collectors.joining("\n"));
	}

	String markdown() {
		String head = "| Namespace | Workload | Pods | Since | Cause | Summary | Do |\n| --- | --- | --- | --- | --- | --- | --- |";
		return this.failures.stream()
			.map((failure) -> cells(failure, true).stream()
				.map((cell) -> cell.replace("|", "\\|").replace("`", "'"))
				.collect(Collectors.joining(" | ", "| ", " |")))
			.collect(Collectors.joining("\n", head + "\n", ""));
	}

	private static List<String> columns(boolean wide) {
		List<String> columns = new ArrayList<>(COLUMNS);
		columns.addAll(wide ? List.of("SURE", "WHERE", "SUMMARY", "DO") : List.of("SUMMARY"));
		return columns;
	}

	private List<String> row(LiveFailure failure, boolean wide) {
		List<String> row = new ArrayList<>(facts(failure));
		Analysis analysis = failure.analysis();
		if (wide) {
			row.add("%.0f%%".formatted(analysis.confidence() * 100));
			row.add(where(analysis));
		}
		row.add(AnalysisText.plain(Headline.of(analysis)));
		if (wide) {
			row.add(remedy(analysis));
		}
		return row;
	}

	private List<String> cells(LiveFailure failure, boolean wide) {
		List<String> cells = new ArrayList<>(facts(failure));
		cells.add(AnalysisText.plain(Headline.of(failure.analysis())));
		if (wide) {
			cells.add(remedy(failure.analysis()));
		}
		return cells;
	}

	private List<String> facts(LiveFailure failure) {
		return List.of(failure.namespace(), failure.workload(), String.valueOf(failure.count()), age(failure.since()),
				failure.analysis().cause().id());
	}

	private static String where(Analysis analysis) {
		return Optional.ofNullable(analysis.location()).map(FailureTable::place).orElse("-");
	}

	private static String place(Location location) {
		String file = AnalysisText.place(location);
		return file.isEmpty() ? "-" : file;
	}

	private static String remedy(Analysis analysis) {
		return Optional.ofNullable(analysis.remedy()).map(Remedy::text).map(AnalysisText::plain).orElse("-");
	}

	private static String line(List<String> row, int[] widths, Ansi ansi) {
		String line = IntStream.range(0, row.size())
			.mapToObj((column) -> (column == row.size() - 1) ? row.get(column)
					: row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
			.collect(Collectors.joining("  "));
		boolean isHead = ansi.enabled() && row.getFirst().equals(COLUMNS.getFirst());
		return isHead ? Style.on(Style.faint) + line + Style.off(Style.faint) : line;
	}

	private String age(@Nullable Instant since) {
		return (since != null) ? age(Duration.between(since, this.now)) : "-";
	}

	static String age(Duration age) {
		long seconds = Math.max(0, age.toSeconds());
		if (seconds < 120) {
			return seconds + "s";
		}
		if (seconds < 2 * 3600) {
			return seconds / 60 + "m";
		}
		return (seconds < 2 * 86_400) ? seconds / 3600 + "h" : seconds / 86_400 + "d";
	}

	static String names(LiveFailure failure) {
		String names = failure.pods().stream().limit(NAMES).collect(Collectors.joining(", "));
		int more = failure.pods().size() - NAMES;
		return (more > 0) ? names + " and " + more + " more" : names;
	}

}
