package dev.heal.incident;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Earlier;
import dev.heal.remediation.IncidentState;

/**
 * One time that a failure was there, from its first incident to the end of the last one.
 *
 * @param failure its fingerprint
 * @param incident the incident that ended last
 * @param since when it began
 * @param until when it ended
 * @param end the state in which it ended
 * @param reason why, null when the state says it all
 * @param revision the revision of the workload that failed, null when it is not known
 * @param remediations its CodeRuns
 * @param pullRequest the pull request of an agent, null when there was none
 */
record Remembered(String failure, String incident, Instant since, Instant until, IncidentState end,
		@Nullable String reason, @Nullable Long revision, List<String> remediations, @Nullable String pullRequest) {

	@SuppressWarnings("NullAway") // any JSON may be there
	Remembered {
		remediations = (remediations != null) ? List.copyOf(remediations) : List.of();
	}

	Earlier seen(RolledOut revisions, Instant back) {
		return new Earlier(this.since, this.until, this.incident.replace('_', '/'), this.end.text(), this.reason,
				this.revision, this.remediations, this.pullRequest,
				(this.revision != null) ? revisions.held(this.revision, this.until, back).orElse(null) : null);
	}

}
