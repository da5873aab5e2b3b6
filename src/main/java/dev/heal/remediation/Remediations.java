package dev.heal.remediation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Escalated;
import dev.heal.remediation.Dispatch.Failed;
import dev.heal.remediation.Dispatch.Queued;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.remediation.Dispatch.Verifying;

/**
 * Starts remediations: one CodeRun for one failure. Several Heals may be asked for the
 * same one at the same time.
 */
@Component
public class Remediations {

	private static final Logger logger = LoggerFactory.getLogger(Remediations.class);

	private static final String BUDGET_LEASE = "heal-remediation-budget";

	private final Lock[] turns = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

	private final CodeRuns codeRuns;

	private final CodeRunFactory factory;

	private final Leases leases;

	private final Failures failures;

	private final RemediationPolicy policy;

	private final Budget budget;

	private final Routing routing;

	private final Targets targets;

	private final ObjectProvider<Findings> findings;

	private final Clock clock;

	Remediations(CodeRuns codeRuns, CodeRunFactory factory, Leases leases, Failures failures, RemediationPolicy policy,
			Budget budget, Routing routing, Targets targets, ObjectProvider<Findings> findings, Clock clock) {
		this.codeRuns = codeRuns;
		this.factory = factory;
		this.leases = leases;
		this.failures = failures;
		this.policy = policy;
		this.budget = budget;
		this.routing = routing;
		this.targets = targets;
		this.findings = findings;
		this.clock = clock;
	}

	/**
	 * Starts a remediation unless there is one, a limit holds it back, or it is not worth
	 * it.
	 * @param request what to remedy
	 * @return what became of it
	 */
	public Dispatch dispatch(RemediationRequest request) {
		return inTurn(request, false);
	}

	/**
	 * Starts the next attempt at a failure whose last agent has ended.
	 * @param request what to remedy, as it is now
	 * @return what became of it
	 */
	Dispatch retry(RemediationRequest request) {
		return inTurn(request, true);
	}

	/**
	 * Gives up a remediation that has not started yet, because nobody waits for it any
	 * more.
	 * @param failure the failure's fingerprint
	 * @param reason why
	 */
	public void withdraw(String failure, String reason) {
		this.failures.find(failure)
			.filter((known) -> known.state() == IncidentState.QUEUED)
			.ifPresent((known) -> this.failures.save(known.to(IncidentState.CLOSED, reason, this.clock.instant())));
	}

	private Dispatch inTurn(RemediationRequest request, boolean retry) {
		Lock turn = this.turns[Math.floorMod(request.failure().hashCode(), this.turns.length)];
		turn.lock();
		try {
			return decide(request, retry);
		}
		catch (CodeRunRefusedException ex) {
			return refused(request, ex);
		}
		catch (NoDestinationException ex) {
			return new Declined(String.valueOf(ex.getMessage()));
		}
		finally {
			turn.unlock();
		}
	}

	// what starts no agent anyway need not wait for a CRD or a right
	private Dispatch refused(RemediationRequest request, CodeRunRefusedException refusal) {
		return this.policy.objection(request, target(request), List.of())
			.<Dispatch>map(Declined::new)
			.orElseGet(() -> new Failed(String.valueOf(refusal.getMessage()), refusal.retryable()));
	}

	private Target target(RemediationRequest request) {
		return this.targets.of(request.namespace(), request.pod(), request.evidence().pod());
	}

	private Dispatch decide(RemediationRequest request, boolean retry) {
		List<CodeRun> runs = this.codeRuns.list();
		Failure failure = remembered(request, runs);
		Optional<Remediation> running = running(failure, runs);
		if (running.isPresent()) {
			return new Started(running.get());
		}
		Target target = target(request);
		Optional<String> objection = this.policy.objection(request, target, runs).or(() -> stopped(failure, request));
		if (objection.isPresent()) {
			return new Declined(objection.get());
		}
		if (!retry && !request.explicit() && failure.hasAgent()) {
			return new Verifying(remediation(failure.attempts().getLast(), failure));
		}
		if (this.budget.spent(failure)) {
			return escalate(failure);
		}
		Optional<String> limit = this.budget.limit(failure, runs);
		if (limit.isPresent()) {
			return holdBack(failure, request, target, limit.get());
		}
		Order order = new Order(request, failure.id(), failure.nextAttempt(), target, this.routing.destination(target),
				Retrospect.of(failure, target, request.analysis()), UUID.randomUUID().toString());
		return this.policy.dryRun(target) ? new Declined(rehearsal(order)) : start(order, retry);
	}

	private Optional<String> stopped(Failure failure, RemediationRequest request) {
		return (failure.stopped() && !request.explicit())
				? Optional.of("left alone: " + failure.reason() + "; POST /remediations starts an agent again")
				: Optional.empty();
	}

	private Failure remembered(RemediationRequest request, List<CodeRun> runs) {
		String id = request.failure();
		return this.failures.find(id)
			.or(() -> runs.stream().filter((run) -> run.concerns(id)).findFirst().flatMap(Failure::of))
			.orElseGet(() -> Failure.of(id, request, this.clock.instant()))
			.with(runs);
	}

	private Optional<Remediation> running(Failure failure, List<CodeRun> runs) {
		return runs.stream()
			.filter((run) -> run.concerns(failure.id()) && run.active())
			.findFirst()
			.map((run) -> remediation(Attempt.of(run), failure));
	}

	private Remediation remediation(Attempt attempt, Failure failure) {
		return new Remediation(attempt.name(), this.codeRuns.namespace(), failure.id(), attempt.number(), true);
	}

	private Dispatch escalate(Failure failure) {
		String reason = "the attempts are spent: "
				+ String.join(", ", failure.attempts().stream().map(Attempt::name).toList());
		this.failures.save(failure.to(IncidentState.ESCALATED, reason, this.clock.instant()));
		return new Escalated(reason);
	}

	private Dispatch holdBack(Failure failure, RemediationRequest request, Target target, String limit) {
		if (request.explicit()) {
			return new Declined(limit);
		}
		this.failures.save(failure.seenIn(request, target).to(IncidentState.QUEUED, limit, this.clock.instant()));
		return new Queued(limit);
	}

	private String rehearsal(Order order) {
		return "dry run: would have started " + order.name() + " in " + this.codeRuns.namespace() + " for "
				+ order.destination().repositoryUrl();
	}

	private Dispatch start(Order order, boolean retry) {
		try (Leases.Held turn = this.leases.acquire(CodeRunNames.lease(order.failure(), order.attempt()));
				Leases.Held wallet = this.leases.acquire(BUDGET_LEASE)) {
			List<CodeRun> runs = this.codeRuns.list();
			Failure failure = remembered(order.request(), runs);
			if (failure.nextAttempt() != order.attempt()) {
				return new Started(remediation(failure.attempts().getLast(), failure));
			}
			Optional<String> limit = this.budget.limit(failure, runs);
			if (limit.isPresent()) {
				return holdBack(failure, order.request(), order.target(), limit.get());
			}
			if (!retry && !awaited(order.request())) {
				return new Declined("the alert is resolved");
			}
			wallet.check();
			CodeRun run = this.codeRuns.create(this.factory.codeRun(order));
			turn.belongsTo(run);
			return started(order, failure, run);
		}
	}

	private boolean awaited(RemediationRequest request) {
		Findings available = this.findings.getIfAvailable();
		return request.explicit() || available == null || available.awaited(request.failure());
	}

	private Started started(Order order, Failure failure, CodeRun run) {
		this.failures.save(failure.seenIn(order.request(), order.target())
			.with(List.of(run))
			.to(IncidentState.REMEDIATING, null, this.clock.instant()));
		logger.atInfo()
			.addKeyValue("namespace", order.request().namespace())
			.addKeyValue("pod", order.request().pod())
			.addKeyValue("coderun", run.name())
			.log("Started a remediation");
		return new Started(new Remediation(run.name(), this.codeRuns.namespace(), order.failure(), run.attempt(),
				!order.creation().equals(run.annotation(CodeRun.CREATION))));
	}

}
