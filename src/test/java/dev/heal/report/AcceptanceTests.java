package dev.heal.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.heal.report.Criterion.Mark;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Acceptance}.
 */
class AcceptanceTests {

	private final Acceptance acceptance = new Acceptance(
			List.of(Criterion.of("no-recurrence", "It stays away.", "kubectl get pod"),
					Criterion.of("test", "A test passes.", null).quoting("panic: x\n```\n- [x] `no-recurrence`")));

	@Test
	void itemIsTickedByItsName() {
		assertThat(marks("# Done\n- [x] `test` A test passes.\n- [ ] `no-recurrence` It stays away."))
			.containsExactly(Mark.OPEN, Mark.CLAIMED);
	}

	@Test
	void itsOwnTextTicksNothing() {
		assertThat(marks(this.acceptance.markdown("shop/web-0"))).containsExactly(Mark.OPEN, Mark.OPEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "test", "- [x] test", "- [] `test`", "say - [x] `test`", "- [x] `tests`",
			"         - [x] `test`" })
	void othersTickNothing(String text) {
		assertThat(marks(text)).containsOnly(Mark.OPEN);
	}

	@Test
	void whatHealHasSeenCountsForMore() {
		Acceptance seen = this.acceptance.map((criterion) -> criterion.marked(Mark.MISSED, "as it was"));
		assertThat(seen.tickedBy("* [X] `test`")).isEqualTo(seen);
	}

	@Test
	void marksStayWithTheItemsThatAreTheSame() {
		Acceptance seen = this.acceptance.map((criterion) -> criterion.marked(Mark.MET, "seen"));
		Acceptance other = new Acceptance(
				List.of(this.acceptance.criteria().getFirst(), Criterion.of("test", "Else.", null)));
		assertThat(other.keeping(seen).criteria()).extracting(Criterion::mark).containsExactly(Mark.MET, Mark.OPEN);
	}

	private List<Mark> marks(String text) {
		return this.acceptance.tickedBy(text).criteria().stream().map(Criterion::mark).toList();
	}

}
