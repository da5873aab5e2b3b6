package dev.heal.remediation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.heal.remediation.Situation.Action;
import dev.heal.remediation.Situation.Pods;
import dev.heal.remediation.Situation.Revision;
import dev.heal.remediation.Situation.Run;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Situation}: what a failure has come to, what is seen, what is done.
 */
class SituationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			state       | run       | pods      | revision | limits                  | action
			# nothing was done yet: only a request starts something
			REPORTED    | NONE      | FAILING   | SAME     | room                    | WAIT
			REPORTED    | STARTED   | FAILING   | SAME     | room                    | FOLLOW
			# a limit holds it back
			QUEUED      | NONE      | FAILING   | SAME     | no room                 | WAIT
			QUEUED      | NONE      | FAILING   | SAME     | room                    | ATTEMPT
			QUEUED      | NONE      | UNSETTLED | SAME     | room                    | WAIT
			QUEUED      | NONE      | UNKNOWN   | SAME     | room                    | WAIT
			QUEUED      | NONE      | HEALTHY   | SAME     | room                    | CLOSE
			QUEUED      | NONE      | GONE      | SAME     | no room                 | CLOSE
			QUEUED      | STARTED   | FAILING   | SAME     | no room                 | FOLLOW
			QUEUED      | FAILED    | FAILING   | SAME     | room, cooled down       | ATTEMPT
			QUEUED      | FAILED    | FAILING   | SAME     | no room, spent          | ATTEMPT
			QUEUED      | SUCCEEDED | HEALTHY   | NEW      | no room                 | RESOLVE
			QUEUED      | ACTIVE    | FAILING   | SAME     | room                    | FOLLOW
			QUEUED      | SUCCEEDED | HEALTHY   | FORMER   | no room                 | CLOSE
			# the agent is at work
			REMEDIATING | ACTIVE    | FAILING   | SAME     | room                    | WAIT
			REMEDIATING | ACTIVE    | UNSETTLED | SAME     | room                    | WAIT
			REMEDIATING | ACTIVE    | HEALTHY   | NEW      | room                    | WAIT
			REMEDIATING | ACTIVE    | UNKNOWN   | SAME     | room                    | WAIT
			REMEDIATING | ACTIVE    | GONE      | SAME     | room                    | CLOSE
			REMEDIATING | SUCCEEDED | FAILING   | SAME     | no room                 | VERIFY
			REMEDIATING | SUCCEEDED | HEALTHY   | NEW      | no room                 | VERIFY
			REMEDIATING | FAILED    | FAILING   | SAME     | no room, spent          | VERIFY
			REMEDIATING | NONE      | FAILING   | SAME     | room                    | STOP
			# the agent has ended, the workload is watched
			VERIFYING   | SUCCEEDED | HEALTHY   | NEW      | no room                 | RESOLVE
			VERIFYING   | FAILED    | HEALTHY   | NEW      | no room, spent          | RESOLVE
			VERIFYING   | SUCCEEDED | HEALTHY   | SAME     | room                    | CLOSE
			VERIFYING   | SUCCEEDED | HEALTHY   | FORMER   | room                    | CLOSE
			VERIFYING   | SUCCEEDED | UNSETTLED | NEW      | room, cooled down       | WAIT
			VERIFYING   | SUCCEEDED | UNKNOWN   | SAME     | room, cooled down       | WAIT
			VERIFYING   | SUCCEEDED | FAILING   | SAME     | no room                 | WAIT
			VERIFYING   | SUCCEEDED | FAILING   | SAME     | room, cooled down       | ATTEMPT
			VERIFYING   | SUCCEEDED | FAILING   | NEW      | room, cooled down       | ATTEMPT
			VERIFYING   | SUCCEEDED | FAILING   | NEW      | no room                 | WAIT
			VERIFYING   | SUCCEEDED | FAILING   | NEW      | no room, spent          | ATTEMPT
			VERIFYING   | SUCCEEDED | FAILING   | SAME     | no room, spent          | WAIT
			VERIFYING   | FAILED    | FAILING   | SAME     | no room                 | WAIT
			VERIFYING   | FAILED    | FAILING   | SAME     | no room, cooled down    | WAIT
			VERIFYING   | FAILED    | FAILING   | SAME     | room, cooled down       | ATTEMPT
			VERIFYING   | FAILED    | FAILING   | SAME     | no room, spent          | ATTEMPT
			VERIFYING   | SUCCEEDED | GONE      | SAME     | room                    | CLOSE
			VERIFYING   | STARTED   | FAILING   | SAME     | no room                 | FOLLOW
			VERIFYING   | ACTIVE    | FAILING   | SAME     | room, cooled down       | FOLLOW
			# people were asked
			ESCALATED   | FAILED    | FAILING   | SAME     | room, cooled down       | WAIT
			ESCALATED   | SUCCEEDED | FAILING   | NEW      | no room, spent          | WAIT
			ESCALATED   | SUCCEEDED | HEALTHY   | NEW      | no room, spent          | RESOLVE
			ESCALATED   | SUCCEEDED | HEALTHY   | FORMER   | no room, spent          | CLOSE
			ESCALATED   | FAILED    | GONE      | SAME     | no room, spent          | CLOSE
			ESCALATED   | STARTED   | FAILING   | SAME     | no room, spent          | FOLLOW
			# it is over, unless somebody starts an agent again
			RESOLVED    | SUCCEEDED | FAILING   | NEW      | room, cooled down       | WAIT
			RESOLVED    | STARTED   | FAILING   | NEW      | no room                 | FOLLOW
			CLOSED      | ACTIVE    | FAILING   | SAME     | room                    | WAIT
			CLOSED      | NONE      | FAILING   | SAME     | room, cooled down       | WAIT
			CLOSED      | STARTED   | FAILING   | SAME     | no room                 | FOLLOW
			""")
	void actionFollowsFromTheSituation(IncidentState state, Run run, Pods pods, Revision revision, String limits,
			Action action) {
		Situation situation = new Situation(state, run, pods, revision, limits.contains("cooled down"),
				!limits.contains("no room"), limits.contains("spent"));
		assertThat(situation.next()).isEqualTo(action);
	}

}
