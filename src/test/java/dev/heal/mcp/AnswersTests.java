package dev.heal.mcp;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analysis.Rival;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;
import dev.heal.live.LiveFailure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Answers}, with the largest that there can be.
 */
class AnswersTests {

	private static final String LONG = "ä€\u202E\u001B[31m".repeat(20_000);

	private static final String EXCERPT = (LONG.substring(0, 2000) + "\n").repeat(900);

	@Test
	void largestFindingFitsAndKeepsWhatMatters() {
		Finding finding = Answers.fitting(Finding.FULL, (share) -> Finding.of(failure(0), share));
		assertThat(size(finding)).isLessThanOrEqualTo(Answers.SIZE);
		assertThat(finding.cause()).isEqualTo("code-bug");
		assertThat(finding.remedy()).isNotNull();
		assertThat(finding.quotation()).isNotNull();
		assertThat(finding.quotation().text()).startsWith("ä€ä€").contains("lines left out");
	}

	@Test
	void thousandFailuresFitAndSayHowManyAreLeftOut() {
		List<LiveFailure> failures = IntStream.range(0, 1000).mapToObj(AnswersTests::failure).toList();
		LookTools.Failures answer = LookTools.Failures.of(failures);
		assertThat(size(answer)).isLessThanOrEqualTo(Answers.SIZE);
		assertThat(answer.failures()).isNotEmpty();
		assertThat(answer.failures().size() + answer.more()).isEqualTo(answer.total()).isEqualTo(1000);
	}

	@Test
	void whatCannotBeSeenIsLeftOutAndWhatIsCutIsCounted() {
		assertThat(Answers.cutText("a\u202Eb\u001B[31mc", 10)).isEqualTo("abc");
		assertThat(Answers.cutText("0123456789", 4)).isEqualTo("0123…[6 more]");
	}

	@Test
	void characterOfTwoUnitsIsNotCutApart() {
		assertThat(Answers.cutText("ab\uD83D\uDE00cd", 3)).isEqualTo("ab…[4 more]");
	}

	@Test
	void quotationHasTheBeginningTheErrorAndTheFrameOfTheApplication() {
		String library = "\tat org.library.Call.go(Call.java:1)\n".repeat(20);
		String log = "Application run failed\n\n" + library + "Caused by: java.lang.NullPointerException: no price\n"
				+ "\tat java.util.Map.get(Map.java:9)\n" + library + "\tat shop.Quote.price(Quote.java:7)\n" + library;
		Finding finding = Finding.of("shop", "Deployment/web", 1, List.of("web-0"), null, 0, analysis(log),
				Finding.FULL);
		assertThat(finding.quotation()).isNotNull();
		assertThat(finding.quotation().text()).isEqualTo("""
				Application run failed

				…[19 lines left out]
				\tat org.library.Call.go(Call.java:1)
				Caused by: java.lang.NullPointerException: no price
				\tat java.util.Map.get(Map.java:9)
				\tat org.library.Call.go(Call.java:1)
				…[18 lines left out]
				\tat org.library.Call.go(Call.java:1)
				\tat shop.Quote.price(Quote.java:7)
				\tat org.library.Call.go(Call.java:1)
				…[19 lines left out]""");
		assertThat(finding.quotation().errorLine()).isEqualTo(32);
	}

	@Test
	void whatIsQuotedIsNotSaidTwice() {
		Finding finding = Finding.of("shop", "Deployment/web", 1, List.of("web-0"), null, 0,
				analysis("Caused by: java.lang.NullPointerException: no price\n"), Finding.FULL);
		assertThat(finding.claims()).extracting(Finding.Claim::at).containsExactly("current.log:2");
		assertThat(finding.remedy()).isNotNull();
		assertThat(finding.remedy().text()).isEqualTo("Correct Quote.java:7.");
		assertThat(finding.error()).isNull();
		assertThat(finding.pods()).isEmpty();
	}

	private static Analysis analysis(String log) {
		String error = "Caused by: java.lang.NullPointerException: no price";
		long line = 10 + log.lines().toList().indexOf(error);
		return new Analysis(Cause.CODE_BUG, "null-pointer", 0.9, "web", "current", "web crashed", null, null, error,
				new Excerpt("current.log", 10, 99, log), new Location("Quote.java", 7, "shop.Quote.price"),
				List.of(new Claim("the log says: " + error, "current.log", line, null),
						new Claim("it is asked for", "current.log", 2L, null)),
				List.of(), new Remedy("code-change", "Quote.java:7",
						"Correct Quote.java:7: “java.lang.NullPointerException: no price”"),
				"f");
	}

	private static int size(Object answer) {
		return Answers.JSON.writeValueAsBytes(answer).length;
	}

	private static LiveFailure failure(int number) {
		Analysis analysis = new Analysis(Cause.CODE_BUG, "panic", 0.9, "web", "current", LONG, LONG, LONG, LONG,
				new Excerpt("current.log", 1, 900, EXCERPT), new Location(LONG, 7, LONG),
				Collections.nCopies(100, new Claim(LONG, "current.log", 7L, null)),
				Collections.nCopies(50, new Rival(Cause.OOM, 0.1, LONG)), new Remedy("code-change", LONG, LONG), "f")
			.withChanges(Collections.nCopies(100, new Change(LONG, LONG, Instant.EPOCH, LONG, LONG, LONG, true)));
		return new LiveFailure("shop", "Deployment/web-" + number, 3, Collections.nCopies(500, "web-0"), Instant.EPOCH,
				7, analysis, Evidence.recorded(MissingNode.getInstance(), MissingNode.getInstance(), null, null));
	}

}
