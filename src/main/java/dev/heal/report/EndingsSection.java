package dev.heal.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.heal.evidence.RecordedEnd;
import dev.heal.evidence.RecordedEnd.Log;

/**
 * The part of a report that shows how the containers ended, time after time. It stands
 * right before what has become of the remediation, and is kept current between two
 * markers.
 */
public final class EndingsSection {

	private static final int LONGEST = 20;

	private static final String BEGIN = "## Endings\n<!-- heal:endings -->\n";

	private static final String END = "<!-- /heal:endings -->\n\n";

	private EndingsSection() {
	}

	/**
	 * Puts the section into a report, in the place of the one that is there.
	 * @param report the report
	 * @param endings the ends, the oldest first; without any, nothing changes
	 * @param failure the fingerprint of the failure that the report is about, null for
	 * none
	 * @param agentPath where an agent finds a file of the workspace
	 * @return the report with the section, or as it was when its template has no place
	 * for it
	 */
	public static String put(String report, List<RecordedEnd> endings, @Nullable String failure,
			UnaryOperator<String> agentPath) {
		int place = RemediationSection.heading(report);
		if (place < 0 || endings.isEmpty()) {
			return report;
		}
		String before = report.substring(0, place);
		int former = before.endsWith(END) ? before.lastIndexOf(BEGIN) : -1;
		return ((former < 0) ? before : before.substring(0, former)) + BEGIN + of(endings, failure, agentPath) + "\n"
				+ END + report.substring(place);
	}

	private static String of(List<RecordedEnd> endings, @Nullable String failure, UnaryOperator<String> agentPath) {
		List<RecordedEnd> shown = endings.subList(Math.max(0, endings.size() - LONGEST), endings.size());
		String more = (shown.size() < endings.size())
				? "The last %d of %d recorded ends:\n\n".formatted(shown.size(), endings.size()) : "";
		return more + "| ended | container | exit | ran | failure | log |\n| --- | --- | --- | --- | --- | --- |\n"
				+ shown.stream().map((end) -> row(end, failure, agentPath)).collect(Collectors.joining("\n"));
	}

	private static String row(RecordedEnd end, @Nullable String failure, UnaryOperator<String> agentPath) {
		return "| %s | %s | %s | %s | %s | %s |".formatted(end.finishedAt(), Markdown.code(end.container()), exit(end),
				ran(end.ran()), same(end.failure(), failure), log(end.log(), agentPath));
	}

	private static String exit(RecordedEnd end) {
		String reason = (end.reason() != null) ? ", " + Markdown.inline(end.reason()) : "";
		return end.exitCode() + ((end.signal() != null) ? ", signal " + end.signal() : "") + reason;
	}

	private static String ran(@Nullable Duration time) {
		if (time == null) {
			return "did not start";
		}
		String text = time.isNegative() ? "0s"
				: time.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("([hm])(?=\\d)", "$1 ");
		return text;
	}

	private static String same(@Nullable String its, @Nullable String failure) {
		if (its == null) {
			return "not known";
		}
		return its.equals(failure) ? "the same" : "another: " + Markdown.code(its);
	}

	private static String log(Log log, UnaryOperator<String> agentPath) {
		String path = log.path();
		if (path == null) {
			return "none: " + Markdown.inline(String.valueOf(log.reason()));
		}
		return Markdown.code(agentPath.apply(path))
				+ ((log.reason() != null) ? " (" + Markdown.inline(log.reason()) + ")" : "");
	}

}
