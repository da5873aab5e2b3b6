package dev.heal.remediation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Findings.Finding;
import dev.heal.remediation.Situation.Action;
import dev.heal.remediation.Situation.Run;

/**
 * Takes a failure from one state of its remediation to the next. It looks at what is, not
 * at what happened, so that it can be killed at any time, and run twice.
 */
@Component
class Follower {

	private static final Logger logger = LoggerFactory.getLogger(Follower.class);

	// after a refusal by the API server
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

	private final CodeRuns codeRuns;

	private final Failures failures;

	private final Remediations remediations;

	private final Workloads workloads;

	private final Budget budget;

	private final RemediationProperties properties;

	private final ObjectProvider<Findings> findings;

	private final Clock clock;

	Follower(CodeRuns codeRuns, Failures failures, Remediations remediations, Workloads workloads, Budget budget,
			RemediationProperties properties, ObjectProvider<Findings> findings, Clock clock) {
		this.codeRuns = codeRuns;
		this.failures = failures;
		this.remediations = remediations;
		this.workloads = workloads;
		this.budget = budget;
		this.properties = properties;
		this.findings = findings;
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
		act(action, failure, observation);
		if (action == Action.WAIT && !Optional.of(failure).equals(stored)) {
			this.failures.save(failure);
		}
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
				this.budget.cooledDown(failure).map((then) -> !now.isBefore(then)).orElse(true),
				this.budget.limit(failure, runs).isEmpty(), this.budget.spent(failure));
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

	private void act(Action action, Failure failure, Observation observation) {
		switch (action) {
			case WAIT -> {
			}
			case FOLLOW -> move(failure, IncidentState.REMEDIATING, null);
			case VERIFY -> move(failure.ended(this.clock.instant()), IncidentState.VERIFYING, null);
			case RESOLVE ->
				move(failure, IncidentState.RESOLVED, observation.proof(failure, this.properties.healthyFor()));
			case STOP -> save(failure.stopped(observation.closing(), this.clock.instant()));
			case CLOSE -> move(failure, IncidentState.CLOSED, observation.closing());
			case ATTEMPT -> attempt(failure, observation);
		}
	}

	private void move(Failure failure, IncidentState state, @Nullable String reason) {
		save(failure.to(state, reason, this.clock.instant()));
	}

	private void save(Failure failure) {
		this.failures.save(failure);
		logger.atInfo()
			.addKeyValue("namespace", failure.namespace())
			.addKeyValue("pod", failure.pod())
			.addKeyValue("failure", failure.id())
			.log("Remediation is {}{}", failure.state(), (failure.reason() != null) ? ": " + failure.reason() : "");
	}

	private void attempt(Failure failure, Observation observation) {
		Findings available = this.findings.getIfAvailable();
		if (available == null
				|| this.clock.instant().isBefore(this.notBefore.getOrDefault(failure.id(), Instant.MIN))) {
			return;
		}
		String pod = (observation.failing() != null) ? observation.failing() : failure.pod();
		boolean known = failure.attempts().isEmpty() && pod.equals(failure.pod());
		Optional<Finding> finding = known ? available.stored(failure.namespace(), pod)
				: available.renewed(failure.namespace(), pod);
		finding.filter((found) -> found.analysis().fingerprint() != null)
			.map((found) -> request(failure, pod, found))
			.ifPresent((request) -> attempt(failure, request, available));
	}

	private void attempt(Failure failure, RemediationRequest request, Findings available) {
		if (request.failure().equals(failure.id())) {
			again(failure, request);
		}
		else {
			move(failure, IncidentState.CLOSED, "it fails of something else now: " + request.analysis().summary());
			available.settle(request.namespace(), request.pod(), this.remediations.dispatch(request));
		}
	}

	private void again(Failure failure, RemediationRequest request) {
		Dispatch dispatch = failure.attempts().isEmpty() ? this.remediations.dispatch(request)
				: this.remediations.retry(request);
		switch (dispatch) {
			case Dispatch.Declined(String reason) -> move(failure, IncidentState.CLOSED, reason);
			case Dispatch.Failed(String reason, boolean retryable) -> {
				this.notBefore.put(failure.id(), this.clock.instant().plus(PATIENCE));
				move(failure, retryable ? IncidentState.QUEUED : IncidentState.ESCALATED, reason);
			}
			case Dispatch.Started _, Dispatch.Verifying _, Dispatch.Queued _, Dispatch.Escalated _ ->
				this.notBefore.remove(failure.id());
		}
	}

	private static RemediationRequest request(Failure failure, String pod, Finding finding) {
		String issueFile = finding.issueFile().isEmpty() ? failure.issueFile() : finding.issueFile();
		return new RemediationRequest(failure.namespace(), pod, failure.taskId(), issueFile, finding.evidence(),
				finding.analysis(), false);
	}

}
