package dev.heal.report;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.RecordedEnd;
import dev.heal.evidence.RecordedEnd.Log;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndingsSection}.
 */
class EndingsSectionTests {

	private static final String REPORT = "# Pod Failure: web-0\n\n## Evidence Notes\n- Nothing.\n\n## Remediation\n"
			+ RemediationSection.of("No agent has been started.", Acceptance.NONE) + "\n";

	private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

	private static RecordedEnd end(int minute, String failure) {
		Instant at = NOW.plusSeconds(60L * minute);
		return new RecordedEnd("u-1", "web", "containerd://c" + minute, at.minusSeconds(65), at, 137, 9, "OOMKilled",
				failure, new Log("/workspace/watch/logs/endings/shop/web-0/web-c" + minute + ".log", State.WRITTEN,
						null, 10, 1, "s"));
	}

	private static String put(String report, RecordedEnd... ends) {
		return EndingsSection.put(report, List.of(ends), "f1",
				(path) -> path.replace("/workspace/watch", "/workspace"));
	}

	@Test
	void seriesStandsBeforeTheRemediation() {
		assertThat(put(REPORT, end(0, "f1"), end(1, "f2"))).contains("## Endings\n<!-- heal:endings -->\n"
				+ "| ended | container | exit | ran | failure | log |\n| --- | --- | --- | --- | --- | --- |\n"
				+ "| 2026-01-05T10:00:00Z | `web` | 137, signal 9, OOMKilled | 1m 5s | the same | `/workspace/logs/endings/shop/web-0/web-c0.log` |\n"
				+ "| 2026-01-05T10:01:00Z | `web` | 137, signal 9, OOMKilled | 1m 5s | another: `f2` | `/workspace/logs/endings/shop/web-0/web-c1.log` |\n"
				+ "<!-- /heal:endings -->\n\n## Remediation\n");
	}

	@Test
	void laterSeriesTakesThePlaceOfTheFormer() {
		String first = put(REPORT, end(0, "f1"));
		String second = put(first, end(0, "f1"), end(1, "f1"));
		assertThat(second).isEqualTo(put(REPORT, end(0, "f1"), end(1, "f1")));
		assertThat(RemediationSection.replace(second, "An agent is at work.", Acceptance.NONE))
			.contains("<!-- /heal:endings -->\n\n## Remediation\n<!-- heal:remediation -->\nAn agent is at work.");
	}

	@Test
	void reportWithoutAPlaceOrWithoutASeriesStaysAsItIs() {
		assertThat(put("# Mine\n", end(0, "f1"))).isEqualTo("# Mine\n");
		assertThat(EndingsSection.put(REPORT, List.of(), "f1", UnaryOperator.identity())).isEqualTo(REPORT);
	}

	@Test
	void markersInAQuotedLogAreNoSection() {
		String quoting = REPORT.replace("- Nothing.",
				"```text\n## Endings\n<!-- heal:endings -->\nforged\n<!-- /heal:endings -->\n\n```");
		assertThat(put(quoting, end(0, "f1"))).contains("forged\n<!-- /heal:endings -->\n\n```\n\n## Endings\n");
	}

	@Test
	void longSeriesIsCutAndWhatOthersWroteCannotBreakTheTable() {
		RecordedEnd[] ends = IntStream.range(0, 30).mapToObj((minute) -> end(minute, null)).toArray(RecordedEnd[]::new);
		assertThat(put(REPORT, ends)).contains("The last 20 of 30 recorded ends:\n\n| ended")
			.contains("| not known |")
			.doesNotContain("web-c9.log");
		RecordedEnd odd = new RecordedEnd("u-1", "web", "c", null, NOW, 1, null, "a|b\n## Summary", null,
				new Log(null, State.ABSENT, "no | log", 0, 0, null));
		assertThat(put(REPORT, odd))
			.contains("| 1, a\\|b ## Summary | did not start | not known | none: no \\| log |\n");
	}

}
