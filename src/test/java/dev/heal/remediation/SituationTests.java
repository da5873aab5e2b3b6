package dev.heal.remediation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import dev.heal.remediation.Situation.Action;
import dev.heal.remediation.Situation.Answer;
import dev.heal.remediation.Situation.Pods;
import dev.heal.remediation.Situation.Revision;
import dev.heal.remediation.Situation.Run;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Situation}: what a failure has come to, what is seen, what is done.
 */
class SituationTests {

	@ParameterizedTest
	@CsvFileSource(resources = "/dev/heal/remediation/remediation-situations.txt", delimiter = '|',
			useHeadersInDisplayName = true)
	void actionFollowsFromTheSituation(IncidentState state, Run run, Pods pods, Revision revision, String limits,
			Action action) {
		Situation situation = new Situation(state, run, pods, revision, answer(limits), limits.contains("cooled down"),
				!limits.contains("no room"), limits.contains("spent"));
		assertThat(situation.next()).isEqualTo(action);
	}

	private static Answer answer(String limits) {
		return limits.contains("approved") ? Answer.APPROVED
				: limits.contains("refused") ? Answer.REFUSED : Answer.NONE;
	}

}
