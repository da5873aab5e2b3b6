package dev.heal.remediation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.coderun.AgentWork;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunNames;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;
import dev.heal.report.Acceptance;

/**
 * What Heal remembers of the remediation of one failure. The attempts are found again in
 * the cluster when this is lost.
 *
 * @param id the failure's fingerprint
 * @param state what it has come to; reported while nothing was done about it
 * @param stopped whether somebody stopped it, so that only an explicit request starts an
 * agent again
 * @param reason why, null when the state says it all
 * @param namespace the namespace of the pod that stands for it
 * @param pod that pod
 * @param taskId the task id that was given
 * @param issueFile the report
 * @param workload what keeps the pod running, null for a bare pod
 * @param attempts its CodeRuns, the oldest first
 * @param since when it came to this state
 * @param acceptance what must be true after a repair, null when it is not known
 * @param consent what a person said of the last attempt that waited for approval, null
 * when none did
 * @param runs what the attempts of the last day sum up to, null before the first
 */
record Failure(String id, IncidentState state, boolean stopped, @Nullable String reason, String namespace, String pod,
		@Nullable String taskId, String issueFile, @Nullable Workload workload, List<Attempt> attempts, Instant since,
		@Nullable Acceptance acceptance, @Nullable Consent consent, @Nullable String runs) {

	Failure {
		attempts = List.copyOf(attempts);
	}

	static Failure of(String id, RemediationRequest request, Instant now) {
		return new Failure(id, IncidentState.REPORTED, false, null, request.namespace(), request.pod(),
				request.taskId(), request.issueFile(), null, List.of(), now, null, null, null);
	}

	/**
	 * Finds a failure again in one of its CodeRuns.
	 * @param run the CodeRun
	 * @return the failure, empty when the CodeRun does not tell of one
	 */
	static Optional<Failure> of(CodeRun run) {
		String id = run.label(CodeRun.FAILURE);
		String namespace = run.annotation(CodeRun.NAMESPACE);
		String pod = run.annotation(CodeRun.POD);
		String report = run.annotation(CodeRun.REPORT);
		if (id == null || namespace == null || pod == null || report == null || !NamespaceName.isValid(namespace)
				|| !PodName.isValid(pod)) {
			return Optional.empty();
		}
		Attempt attempt = Attempt.of(run);
		return Optional.of(new Failure(id, IncidentState.REMEDIATING, false, null, namespace, pod, taskId(run), report,
				Workload.parse(run.annotation(CodeRun.WORKLOAD)), List.of(attempt), attempt.startedAt(), null, null,
				null));
	}

	private static @Nullable String taskId(CodeRun run) {
		String full = run.annotation(CodeRun.FULL_TASK_ID);
		return (full != null) ? full : run.label(CodeRun.TASK_ID);
	}

	/**
	 * Adds what the cluster knows.
	 * @param runs the CodeRuns of all failures
	 * @return the failure with its attempts as they are in the cluster
	 */
	Failure with(List<CodeRun> runs) {
		Failure known = this;
		for (CodeRun run : runs) {
			if (run.concerns(this.id)) {
				known = known.with(run);
			}
		}
		return known;
	}

	private Failure with(CodeRun run) {
		List<Attempt> others = new ArrayList<>(this.attempts);
		Attempt known = others.stream()
			.filter((attempt) -> attempt.name().equals(run.name()))
			.findFirst()
			.orElseGet(() -> Attempt.of(run));
		others.removeIf((attempt) -> attempt.name().equals(run.name()));
		others.add(known.seen(run));
		others.sort(Comparator.comparingInt(Attempt::number).thenComparing(Attempt::startedAt));
		return withAttempts(others);
	}

	Failure ended(Instant now) {
		return withAttempts(this.attempts.stream()
			.map((attempt) -> (attempt.endedAt() != null) ? attempt : attempt.ended(now))
			.toList());
	}

	Failure withAttempts(List<Attempt> newAttempts) {
		return new Failure(this.id, this.state, this.stopped, this.reason, this.namespace, this.pod, this.taskId,
				this.issueFile, this.workload, newAttempts, this.since, this.acceptance, this.consent, this.runs);
	}

	Failure to(IncidentState newState, @Nullable String why, Instant now) {
		return to(newState, false, why, now);
	}

	Failure stopped(@Nullable String why, Instant now) {
		return to(IncidentState.CLOSED, true, why, now);
	}

	private Failure to(IncidentState newState, boolean byHand, @Nullable String why, Instant now) {
		return new Failure(this.id, newState, byHand, why, this.namespace, this.pod, this.taskId, this.issueFile,
				this.workload, this.attempts, (newState == this.state) ? this.since : now, this.acceptance,
				this.consent, this.runs);
	}

	Failure with(Acceptance newAcceptance) {
		return new Failure(this.id, this.state, this.stopped, this.reason, this.namespace, this.pod, this.taskId,
				this.issueFile, this.workload, this.attempts, this.since, newAcceptance, this.consent, this.runs);
	}

	Failure with(Consent newConsent) {
		return new Failure(this.id, this.state, this.stopped, this.reason, this.namespace, this.pod, this.taskId,
				this.issueFile, this.workload, this.attempts, this.since, this.acceptance, newConsent, this.runs);
	}

	Failure withRuns(String newRuns) {
		return new Failure(this.id, this.state, this.stopped, this.reason, this.namespace, this.pod, this.taskId,
				this.issueFile, this.workload, this.attempts, this.since, this.acceptance, this.consent, newRuns);
	}

	/**
	 * Returns what a person said of the next attempt.
	 * @return the answer, empty when nobody has given one
	 */
	Optional<Consent> answered() {
		return Optional.ofNullable(this.consent).filter((answer) -> answer.remediation().equals(nextName()));
	}

	/**
	 * Names the CodeRun of the next attempt.
	 * @return its name, unless a request gives it a task id of its own
	 */
	String nextName() {
		return CodeRunNames.coderun(this.id, nextAttempt(), null);
	}

	Failure seenIn(RemediationRequest request, Target target) {
		return new Failure(this.id, this.state, this.stopped, this.reason, request.namespace(), request.pod(),
				(request.taskId() != null) ? request.taskId() : this.taskId, request.issueFile(), target.workload(),
				this.attempts, this.since, this.acceptance, this.consent, this.runs);
	}

	Optional<Attempt> lastAttempt() {
		return this.attempts.isEmpty() ? Optional.empty() : Optional.of(this.attempts.getLast());
	}

	boolean open() {
		return this.state.isFollowed();
	}

	boolean hasAgent() {
		return !this.attempts.isEmpty()
				&& (this.state == IncidentState.REMEDIATING || this.state == IncidentState.VERIFYING);
	}

	int nextAttempt() {
		return highestAttempt() + 1;
	}

	long attemptsSince(Instant then) {
		return this.attempts.stream()
			.filter((attempt) -> !attempt.deferred() && attempt.lastSign().isAfter(then))
			.count();
	}

	private int highestAttempt() {
		return this.attempts.stream().mapToInt(Attempt::number).max().orElse(0);
	}

	/**
	 * Returns what those who wait for it should know.
	 * @return the progress, null when there is none
	 */
	@Nullable RemediationProgress progress() {
		if (this.state == IncidentState.REPORTED) {
			return null;
		}
		Attempt last = lastAttempt().orElse(null);
		String name = (this.state == IncidentState.AWAITING_APPROVAL) ? nextName()
				: (last != null) ? last.name() : null;
		return new RemediationProgress(this.id, this.state, name, message(last), this.since, this.acceptance,
				(last != null) ? new AgentWork(last.pullRequest(), last.commit()) : new AgentWork(null, null));
	}

	private @Nullable String message(@Nullable Attempt last) {
		String text = (this.reason != null || last == null) ? this.reason : last.summary();
		String answer = Optional.ofNullable(this.consent)
			.filter((consent) -> last != null && consent.remediation().equals(last.name()))
			.map(Consent::text)
			.orElse(null);
		return Stream.of(text, answer, (last != null) ? this.runs : null)
			.filter(Objects::nonNull)
			.reduce((all, more) -> all + "; " + more)
			.orElse(null);
	}

}
