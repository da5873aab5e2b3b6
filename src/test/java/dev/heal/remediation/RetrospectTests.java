package dev.heal.remediation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.heal.analysis.Cause;
import dev.heal.report.Acceptance;
import dev.heal.report.Criterion;
import dev.heal.report.Criterion.Mark;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Retrospect}.
 */
class RetrospectTests {

	private static final Target TARGET = new Target("shop", "web-0", Map.of(), List.of(), List.of(), null, "r2", 0);

	@Test
	void firstAttemptHasNothingToLookBackOn() {
		assertThat(look(Failure.of("f", Requests.of("web-0", "f"), Instant.EPOCH))).isNull();
	}

	@Test
	void whatTheLastAgentTickedIsTold() {
		assertThat(look(failed(Mark.CLAIMED)))
			.contains("The last agent ticked test, and yet it fails: nothing is ticked any more, check again.")
			.contains("Since then revision r2 was deployed, and fails in the same way.");
		assertThat(look(failed(Mark.OPEN))).doesNotContain("ticked");
	}

	private static String look(Failure failure) {
		return Retrospect.of(failure, TARGET, Requests.analysis("f", Cause.CODE_BUG, 0.9));
	}

	private static Failure failed(Mark mark) {
		return Failure.of("f", Requests.of("web-0", "f"), Instant.EPOCH)
			.withAttempts(List.of(new Attempt(1, "run", Instant.EPOCH, Instant.EPOCH, "Succeeded", null, null, "r1", 0,
					false, null, null)))
			.with(new Acceptance(List.of(new Criterion("test", "It passes.", null, null, null, mark, null),
					new Criterion("no-recurrence", "It stays away.", null, null, null, Mark.OPEN, null))));
	}

}
