package dev.heal.remediation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.remediation.Dispatch.Verifying;

/**
 * Decides on requests. The same facts give the same decision, so that it can be taken
 * before a lease is waited for, and again when it is held.
 */
@Component
class Decider {

	private final RemediationPolicy policy;

	private final Budget budget;

	private final Routing routing;

	Decider(RemediationPolicy policy, Budget budget, Routing routing) {
		this.policy = policy;
		this.budget = budget;
		this.routing = routing;
	}

	/**
	 * Decides on a request.
	 * @param facts all that counts
	 * @return what is to be done
	 * @throws NoDestinationException if the failure goes nowhere
	 */
	Decision decide(Facts facts) {
		return running(facts).or(() -> objection(facts)).or(() -> ended(facts)).orElseGet(() -> next(facts));
	}

	private static Optional<Decision> running(Facts facts) {
		return facts.runs()
			.stream()
			.filter((run) -> run.concerns(facts.failure().id()) && run.active())
			.findFirst()
			.map((run) -> new Decision.Leave(new Started(facts.remediation(Attempt.of(run)))));
	}

	private Optional<Decision> objection(Facts facts) {
		return this.policy.objection(facts.request(), facts.target(), facts.runs())
			.or(() -> stopped(facts))
			.map((objection) -> new Decision.Leave(new Declined(objection)));
	}

	private static Optional<String> stopped(Facts facts) {
		Failure failure = facts.failure();
		return (failure.stopped() && !facts.request().explicit())
				? Optional.of("left alone: " + failure.reason() + "; POST /remediations starts an agent again")
				: Optional.empty();
	}

	private static Optional<Decision> ended(Facts facts) {
		boolean isFollowed = !facts.retry() && !facts.request().explicit() && facts.failure().hasAgent();
		return isFollowed
				? Optional
					.of(new Decision.Leave(new Verifying(facts.remediation(facts.failure().attempts().getLast()))))
				: Optional.empty();
	}

	private Decision next(Facts facts) {
		Failure failure = facts.failure();
		if (this.budget.spent(failure)) {
			return new Decision.Escalate("the attempts are spent: "
					+ String.join(", ", failure.attempts().stream().map(Attempt::name).toList()));
		}
		return asked(facts).or(() -> this.budget.limit(failure, facts.runs()).map(Decision.HoldBack::new))
			.orElseGet(() -> order(facts));
	}

	private Optional<Decision> asked(Facts facts) {
		if (!this.policy.needsApproval(facts.request(), facts.target())
				|| !(order(facts) instanceof Decision.Start(Order order))) {
			return Optional.empty();
		}
		return facts.failure()
			.answered()
			.map((consent) -> consent.given() ? Optional.<Decision>empty()
					: Optional.<Decision>of(new Decision.Leave(new Declined(consent.text()))))
			.orElseGet(() -> Optional.of(new Decision.Ask(order.name())));
	}

	private Decision order(Facts facts) {
		Failure failure = facts.failure();
		Target target = facts.target();
		Order order = new Order(facts.request(), failure.id(), failure.nextAttempt(), target,
				this.routing.destination(target), Retrospect.of(failure, target, facts.request().analysis()),
				UUID.randomUUID().toString());
		return this.policy.dryRun(target) ? new Decision.Leave(new Declined(rehearsal(order, facts.namespace())))
				: this.budget.limitOf(order.destination().repositoryUrl(), facts.runs())
					.<Decision>map(Decision.HoldBack::new)
					.orElseGet(() -> new Decision.Start(order));
	}

	private static String rehearsal(Order order, String namespace) {
		return "dry run: would have started " + order.name() + " in " + namespace + " for "
				+ order.destination().repositoryUrl();
	}

	/**
	 * All that a decision is made of.
	 *
	 * @param request what is asked for
	 * @param retry whether the last agent has ended, and another one is due
	 * @param failure what is known of the failure
	 * @param runs the CodeRuns of all failures
	 * @param target the pod
	 * @param namespace the namespace of the CodeRuns
	 */
	record Facts(RemediationRequest request, boolean retry, Failure failure, List<CodeRun> runs, Target target,
			String namespace) {

		Remediation remediation(Attempt attempt) {
			return new Remediation(attempt.name(), this.namespace, this.failure.id(), attempt.number(), true);
		}

	}

}
