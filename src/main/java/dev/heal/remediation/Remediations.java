package dev.heal.remediation;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunNames;
import dev.heal.coderun.CodeRunRefusedException;
import dev.heal.coderun.CodeRuns;
import dev.heal.remediation.Decider.Facts;
import dev.heal.remediation.Dispatch.AwaitingApproval;
import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Escalated;
import dev.heal.remediation.Dispatch.Failed;
import dev.heal.remediation.Dispatch.Queued;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.remediation.Dispatch.Verifying;
import dev.heal.report.Acceptance;

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

	private final Decider decider;

	private final Targets targets;

	private final Handover handover;

	private final Budget budget;

	private final ObjectProvider<IncidentCallback> incidents;

	private final MeterRegistry meters;

	private final Clock clock;

	Remediations(CodeRuns codeRuns, CodeRunFactory factory, Leases leases, Failures failures, RemediationPolicy policy,
			Decider decider, Targets targets, Handover handover, Budget budget,
			ObjectProvider<IncidentCallback> incidents, MeterRegistry meters, Clock clock) {
		this.codeRuns = codeRuns;
		this.factory = factory;
		this.leases = leases;
		this.failures = failures;
		this.policy = policy;
		this.decider = decider;
		this.targets = targets;
		this.handover = handover;
		this.budget = budget;
		this.incidents = incidents;
		this.meters = meters;
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
	 * Tells why a request would start no agent now, and starts none.
	 * @param request what to remedy
	 * @return what stands in the way, empty when an agent would start
	 */
	public Optional<String> obstacle(RemediationRequest request) {
		try {
			Target target = this.targets.of(request.namespace(), request.pod(), request.evidence().pod());
			return switch (this.decider.decide(facts(request, false, target))) {
				case Decision.Leave(Dispatch dispatch) -> Optional.of(reason(dispatch));
				case Decision.Escalate(String reason) -> Optional.of(reason);
				case Decision.HoldBack(String limit) -> Optional.of(limit);
				case Decision.Ask ask -> Optional.of(ask.how());
				case Decision.Start(Order _) -> Optional.empty();
			};
		}
		catch (CodeRunRefusedException | NoDestinationException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	private static String reason(Dispatch dispatch) {
		return switch (dispatch) {
			case Declined(String reason) -> reason;
			case Started(Remediation known) -> "an agent is at work on it: " + known.name();
			case Verifying(Remediation ended) -> "an agent has just ended: " + ended.name();
			case Queued(String reason) -> reason;
			case AwaitingApproval(String _, String reason) -> reason;
			case Escalated(String reason) -> reason;
			case Failed(String reason, boolean _) -> reason;
		};
	}

	/**
	 * Gives up a remediation that has not started yet, because nobody waits for it any
	 * more.
	 * @param failure the failure's fingerprint
	 * @param reason why
	 */
	public void withdraw(String failure, String reason) {
		this.failures.update(failure, (known) -> known.state().isHeldBack()
				? known.to(IncidentState.CLOSED, reason, this.clock.instant()) : known);
	}

	private Dispatch inTurn(RemediationRequest request, boolean retry) {
		Dispatch dispatch = alone(request, retry);
		this.meters.counter("heal.dispatches", "outcome", dispatch.getClass().getSimpleName().toLowerCase(Locale.ROOT))
			.increment();
		return dispatch;
	}

	private Dispatch alone(RemediationRequest request, boolean retry) {
		Lock turn = this.turns[Math.floorMod(request.failure().hashCode(), this.turns.length)];
		turn.lock();
		try {
			Target target = this.targets.of(request.namespace(), request.pod(), request.evidence().pod());
			return dispatch(request, retry, target);
		}
		catch (NoDestinationException ex) {
			return new Declined(String.valueOf(ex.getMessage()));
		}
		finally {
			turn.unlock();
		}
	}

	private Dispatch dispatch(RemediationRequest request, boolean retry, Target target) {
		try {
			Facts facts = facts(request, retry, target);
			return carryOut(facts, (order) -> inLease(facts, order));
		}
		catch (CodeRunRefusedException ex) {
			return refused(request, target, ex);
		}
	}

	// what starts no agent anyway need not wait for a CRD or a right
	private Dispatch refused(RemediationRequest request, Target target, CodeRunRefusedException refusal) {
		return this.policy.objection(request, target, List.of())
			.<Dispatch>map(Declined::new)
			.orElseGet(() -> new Failed(String.valueOf(refusal.getMessage()), refusal.retryable()));
	}

	private Facts facts(RemediationRequest request, boolean retry, Target target) {
		List<CodeRun> runs = this.codeRuns.list();
		String id = request.failure();
		Failure failure = this.failures.find(id)
			.or(() -> runs.stream().filter((run) -> run.concerns(id)).findFirst().flatMap(Failure::of))
			.orElseGet(() -> Failure.of(id, request, this.clock.instant()))
			.with(runs);
		return new Facts(request, retry, failure, runs, target, this.codeRuns.namespace());
	}

	private Dispatch carryOut(Facts facts, Function<Order, Dispatch> start) {
		return switch (this.decider.decide(facts)) {
			case Decision.Leave(Dispatch dispatch) -> dispatch;
			case Decision.Escalate(String reason) -> {
				this.failures.save(facts.failure().to(IncidentState.ESCALATED, reason, this.clock.instant()));
				yield new Escalated(reason);
			}
			case Decision.HoldBack(String limit) -> holdBack(facts, limit);
			case Decision.Ask ask -> ask(facts, ask);
			case Decision.Start(Order order) -> start.apply(order);
		};
	}

	private Dispatch holdBack(Facts facts, String limit) {
		if (facts.request().explicit()) {
			return new Declined(limit);
		}
		this.failures.save(facts.failure()
			.seenIn(facts.request(), facts.target())
			.to(IncidentState.QUEUED, limit, this.clock.instant()));
		return new Queued(limit);
	}

	private Dispatch ask(Facts facts, Decision.Ask ask) {
		this.failures.save(facts.failure()
			.seenIn(facts.request(), facts.target())
			.with(acceptance(facts.request()))
			.to(IncidentState.AWAITING_APPROVAL, ask.how(), this.clock.instant()));
		return new AwaitingApproval(ask.remediation(), ask.how());
	}

	// another Heal may have decided the same: what counts is what is so when the lease is
	// held
	private Dispatch inLease(Facts before, Order order) {
		try (Leases.Held turn = this.leases.acquire(CodeRunNames.lease(order.failure(), order.attempt()));
				Leases.Held wallet = this.leases.acquire(BUDGET_LEASE)) {
			Facts facts = facts(before.request(), before.retry(), before.target());
			if (facts.failure().nextAttempt() != order.attempt()) {
				return new Started(facts.remediation(facts.failure().attempts().getLast()));
			}
			return carryOut(facts, (current) -> create(facts, current, turn, wallet));
		}
	}

	private boolean awaited(RemediationRequest request) {
		IncidentCallback available = this.incidents.getIfAvailable();
		return request.explicit() || available == null || available.awaited(request.failure());
	}

	private Dispatch create(Facts facts, Order order, Leases.Held turn, Leases.Held wallet) {
		if (!facts.retry() && !awaited(facts.request())) {
			return new Declined("the alert is resolved");
		}
		wallet.check();
		this.incidents.ifAvailable((available) -> available.untick(order.request().namespace(), order.request().pod(),
				acceptance(order.request())));
		CodeRun run = this.codeRuns.create(this.factory.codeRun(order));
		turn.belongsTo(run);
		return started(facts, order, run);
	}

	private Started started(Facts facts, Order order, CodeRun run) {
		this.failures.save(facts.failure()
			.seenIn(order.request(), order.target())
			.with(acceptance(order.request()))
			.with(List.of(run))
			.withRuns(this.budget.sum(order.destination().repositoryUrl(), withThis(facts.runs(), run)))
			.to(IncidentState.REMEDIATING, null, this.clock.instant()));
		logger.atInfo()
			.addKeyValue("namespace", order.request().namespace())
			.addKeyValue("pod", order.request().pod())
			.addKeyValue("coderun", run.name())
			.log("Started a remediation");
		return new Started(new Remediation(run.name(), facts.namespace(), order.failure(), run.attempt(),
				!order.creation().equals(run.annotation(CodeRun.CREATION))));
	}

	private Acceptance acceptance(RemediationRequest request) {
		return this.handover.acceptance(request.evidence(), request.analysis());
	}

	private static List<CodeRun> withThis(List<CodeRun> runs, CodeRun run) {
		return Stream.concat(runs.stream(), Stream.of(run)).toList();
	}

}
