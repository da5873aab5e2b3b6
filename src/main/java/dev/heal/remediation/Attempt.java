package dev.heal.remediation;

import java.time.Instant;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import dev.heal.coderun.AgentWork;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunStatus;

/**
 * One CodeRun of a failure.
 *
 * @param number its number, from 1
 * @param name the CodeRun's name
 * @param startedAt when it was created
 * @param endedAt when it was seen to have ended, null before
 * @param phase its last known phase
 * @param message what its controller said last
 * @param pullRequest the pull request that it opened
 * @param revision the revision of the workload that failed
 * @param restarts the restarts of the pod until then
 * @param deferred whether the agent ended without having tried
 * @param commit the commit that it made
 * @param repository the repository that it works in
 */
record Attempt(int number, String name, Instant startedAt, @Nullable Instant endedAt, String phase,
		@Nullable String message, @Nullable String pullRequest, @Nullable String revision, int restarts,
		boolean deferred, @Nullable String commit, @Nullable String repository) {

	static Attempt of(CodeRun run) {
		String restarts = run.annotation(CodeRun.RESTARTS);
		return new Attempt(run.attempt(), run.name(), Instant.parse(run.getMetadata().getCreationTimestamp()), null, "",
				null, null, run.annotation(CodeRun.REVISION),
				(restarts != null && restarts.matches("\\d{1,9}")) ? Integer.parseInt(restarts) : 0, false, null,
				(run.getSpec() != null) ? run.getSpec().repositoryUrl() : null)
			.seen(run);
	}

	/**
	 * Notes what the CodeRun has come to.
	 * @param run the CodeRun
	 * @return the attempt as it is now
	 */
	Attempt seen(CodeRun run) {
		CodeRunStatus status = run.getStatus();
		if (status == null) {
			return this;
		}
		AgentWork work = AgentWork.of(status);
		return new Attempt(this.number, this.name, this.startedAt, this.endedAt, run.phase(), status.message(),
				work.pullRequest(), this.revision, this.restarts, status.isDeferred(), work.commit(), this.repository);
	}

	Attempt ended(Instant at) {
		return new Attempt(this.number, this.name, this.startedAt, at, this.phase, this.message, this.pullRequest,
				this.revision, this.restarts, this.deferred, this.commit, this.repository);
	}

	/**
	 * Returns what the cool-down counts from.
	 * @return its end, or its start while it has none
	 */
	Instant lastSign() {
		return (this.endedAt != null) ? this.endedAt : this.startedAt;
	}

	String summary() {
		StringJoiner text = new StringJoiner("; ");
		text.add("attempt " + this.number + (this.phase.isEmpty() ? "" : ", phase " + Quote.unlessWord(this.phase)));
		if (this.message != null && !this.message.isBlank()) {
			text.add(Quote.of(this.message));
		}
		if (this.pullRequest != null && !this.pullRequest.isBlank()) {
			text.add("pull request " + Quote.of(this.pullRequest));
		}
		if (this.commit != null) {
			text.add("commit " + this.commit);
		}
		return text.toString();
	}

}
