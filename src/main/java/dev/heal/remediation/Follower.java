package dev.heal.remediation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRuns;
import dev.heal.remediation.IncidentCallback.Finding;
import dev.heal.remediation.Situation.Action;
import dev.heal.remediation.Situation.Answer;
import dev.heal.remediation.Situation.Run;

/**
 * Takes a failure from one state of its remediation to the next. It looks at what is, not
 * at what happened, so that it can be killed at any time, and run twice.
 */
@Component
class Follower {

	private static final Logger logger = LoggerFactory.getLogger(Follower.class);

	private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

	private final CodeRuns codeRuns;

	private final Failures failures;

	private final Remediations remediations;

	private final Workloads workloads;

	private final Budget budget;

	private final Verification verification;

	private final Approvals approvals;

	private final RemediationProperties properties;

	private final ObjectProvider<IncidentCallback> incidents;

	private final Clock clock;

	Follower(CodeRuns codeRuns, Failures failures, Remediations remediations, Workloads workloads, Budget budget,
			Verification verification, Approvals approvals, RemediationProperties properties,
			ObjectProvider<IncidentCallback> incidents, Clock clock) {
		this.codeRuns = codeRuns;
		this.failures = failures;
		this.remediations = remediations;
		this.workloads = workloads;
		this.budget = budget;
		this.verification = verification;
		this.approvals = approvals;
		this.properties = properties;
		this.incidents = incidents;
		this.clock = clock;
	}

	/**
	 * Takes a failure on, as far as it goes now.
	 * @param id the failure's fingerprint
	 * @param runs the CodeRuns of all failures
	 */
	void follow(String id, List<CodeRun> runs) {
		Optional<Failure> stored = this.failures.find(id);
		Failure known = stored.or(() -> adopt(id, runs)).orElse(null);
		if (known == null) {
			return;
		}
		Failure failure = known.with(runs);
		Observation observation = failure.open() ? this.workloads.observe(failure) : Observation.unknown();
		Action action = situation(known, failure, runs, observation).next();
		if (action != Action.WAIT) {
			logger.atDebug()
				.addKeyValue("failure", id)
				.log("{} after {} with {}", action, failure.state(), observation);
		}
		act(action, new Case(stored, failure, observation));
	}

	private Optional<Failure> adopt(String id, List<CodeRun> runs) {
		Instant forgotten = this.clock.instant().minus(this.properties.forgetAfter());
		return runs.stream()
			.filter((run) -> run.concerns(id))
			.findFirst()
			.flatMap(Failure::of)
			.filter((failure) -> failure.since().isAfter(forgotten));
	}

	private Situation situation(Failure known, Failure failure, List<CodeRun> runs, Observation observation) {
		Instant now = this.clock.instant();
		return new Situation(failure.state(), run(known, failure, runs), observation.pods(), observation.revision(),
				answer(failure), this.budget.cooledDown(failure).map((then) -> !now.isBefore(then)).orElse(true),
				this.budget.limit(failure, runs).isEmpty(), this.budget.spent(failure));
	}

	private Answer answer(Failure failure) {
		return (failure.state() != IncidentState.AWAITING_APPROVAL) ? Answer.NONE
				: this.approvals.of(failure)
					.map((consent) -> consent.given() ? Answer.APPROVED : Answer.REFUSED)
					.orElse(Answer.NONE);
	}

	private Run run(Failure known, Failure failure, List<CodeRun> runs) {
		Attempt last = failure.lastAttempt().orElse(null);
		if (last == null) {
			return Run.NONE;
		}
		Optional<CodeRun> run = runs.stream().filter((it) -> it.name().equals(last.name())).findFirst();
		if (run.isPresent() && run.get().active()) {
			boolean noticed = known.attempts().stream().anyMatch((attempt) -> attempt.name().equals(last.name()));
			return noticed ? Run.ACTIVE : Run.STARTED;
		}
		if (run.isEmpty() && failure.state() == IncidentState.REMEDIATING
				&& this.codeRuns.find(last.name()).isPresent()) {
			return Run.ACTIVE;
		}
		if (run.isEmpty() && last.endedAt() == null && CodeRun.active(last.phase())) {
			return Run.NONE;
		}
		return last.phase().equals("Failed") ? Run.FAILED : Run.SUCCEEDED;
	}

	private void act(Action action, Case it) {
		Failure failure = it.failure();
		Observation observation = it.observation();
		Instant now = this.clock.instant();
		switch (action) {
			case WAIT -> note(it);
			case FOLLOW -> save(it, failure.to(IncidentState.REMEDIATING, null, now));
			case VERIFY -> verify(it, now);
			case RESOLVE -> resolve(it, now);
			case STOP -> save(it, failure.stopped(observation.closing(), now));
			case REFUSE -> this.failures.update(failure.id(), (known) -> refused(known, now));
			case CLOSE -> save(it, failure.to(IncidentState.CLOSED, observation.closing(), now));
			case ATTEMPT -> attempt(it);
		}
	}

	private static Failure refused(Failure known, Instant now) {
		return known.answered().map((answer) -> known.stopped(answer.text(), now)).orElse(known);
	}

	private void resolve(Case it, Instant now) {
		String proof = it.observation().proof(it.failure(), this.properties.healthyFor());
		save(it, this.verification.proven(it.failure(), it.observation()).to(IncidentState.RESOLVED, proof, now));
	}

	private void verify(Case it, Instant now) {
		save(it, this.verification.claimed(it.failure()).ended(now).to(IncidentState.VERIFYING, null, now));
		if (this.properties.stopOverdue()) {
			it.failure()
				.lastAttempt()
				.map(Attempt::name)
				.filter(this.codeRuns::isOverdue)
				.ifPresent(this.codeRuns::delete);
		}
	}

	private void note(Case it) {
		if (!Optional.of(it.failure()).equals(it.stored())) {
			this.failures.replace(it.stored(), it.failure());
		}
	}

	private void save(Case it, Failure failure) {
		if (this.failures.replace(it.stored(), failure)) {
			logger.atInfo()
				.addKeyValue("namespace", failure.namespace())
				.addKeyValue("pod", failure.pod())
				.addKeyValue("failure", failure.id())
				.log("Remediation is {}{}", failure.state(), (failure.reason() != null) ? ": " + failure.reason() : "");
		}
	}

	private void attempt(Case it) {
		Failure failure = it.failure();
		IncidentCallback available = this.incidents.getIfAvailable();
		if (available == null
				|| this.clock.instant().isBefore(this.notBefore.getOrDefault(failure.id(), Instant.MIN))) {
			return;
		}
		String pod = Objects.requireNonNullElse(it.observation().failing(), failure.pod());
		boolean known = failure.attempts().isEmpty() && pod.equals(failure.pod());
		Optional<Finding> finding = known ? available.stored(failure.namespace(), pod)
				: available.renewed(failure.namespace(), pod);
		finding.filter((found) -> found.analysis().fingerprint() != null)
			.map((found) -> request(failure, pod, found))
			.ifPresent((request) -> attempt(it, request, available));
	}

	private void attempt(Case it, RemediationRequest request, IncidentCallback available) {
		if (request.failure().equals(it.failure().id())) {
			again(it, request);
		}
		else {
			save(it, it.failure()
				.to(IncidentState.CLOSED, "it fails of something else now: " + request.analysis().summary(),
						this.clock.instant()));
			available.settle(request.namespace(), request.pod(), this.remediations.dispatch(request));
		}
	}

	private void again(Case it, RemediationRequest request) {
		Failure failure = it.failure();
		Instant now = this.clock.instant();
		Dispatch dispatch = failure.attempts().isEmpty() ? this.remediations.dispatch(request)
				: this.remediations.retry(request);
		switch (dispatch) {
			case Dispatch.Declined(String reason) -> save(it, failure.to(IncidentState.CLOSED, reason, now));
			case Dispatch.Failed(String reason, boolean retryable) -> {
				this.notBefore.values().removeIf(now::isAfter);
				this.notBefore.put(failure.id(), now.plus(Delays.REFUSAL));
				save(it, failure.to(retryable ? IncidentState.QUEUED : IncidentState.ESCALATED, reason, now));
			}
			case Dispatch.Queued _ -> this.notBefore.put(failure.id(), now.plus(Delays.REFUSAL));
			case Dispatch.Started _, Dispatch.Verifying _, Dispatch.AwaitingApproval _, Dispatch.Escalated _ ->
				this.notBefore.remove(failure.id());
		}
	}

	private static RemediationRequest request(Failure failure, String pod, Finding finding) {
		String issueFile = finding.issueFile().isEmpty() ? failure.issueFile() : finding.issueFile();
		return new RemediationRequest(failure.namespace(), pod, failure.taskId(), issueFile, finding.evidence(),
				finding.analysis(), false);
	}

	/**
	 * A failure that is looked at. What is concluded counts only while nobody else, such
	 * as a person who stops it, has concluded something meanwhile.
	 *
	 * @param stored what is known of it, empty when nothing is
	 * @param failure that, with what the cluster tells
	 * @param observation how its workload is
	 */
	private record Case(Optional<Failure> stored, Failure failure, Observation observation) {

	}

}
