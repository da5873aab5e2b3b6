package dev.heal.remediation;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

/**
 * Takes the answers of people to remediations that wait for approval: over HTTP, from the
 * command line, and from annotations of the pod or its workload.
 */
@Component
public class Approvals {

	static final String APPROVE = "heal.platform/approve";

	static final String REFUSE = "heal.platform/refuse";

	private static final Logger logger = LoggerFactory.getLogger(Approvals.class);

	private final Failures failures;

	private final Targets targets;

	private final PodEvents events;

	private final Clock clock;

	Approvals(Failures failures, Targets targets, PodEvents events, Clock clock) {
		this.failures = failures;
		this.targets = targets;
		this.events = events;
		this.clock = clock;
	}

	Stream<Failure> waiting() {
		this.failures.refresh();
		return this.failures.all().stream().filter((failure) -> failure.state() == IncidentState.AWAITING_APPROVAL);
	}

	/**
	 * Answers for a person.
	 * @param remediation the name of the remediation
	 * @param given whether it may start
	 * @param by who says so
	 * @param reason why, null when nothing was said
	 * @return the answer that counts, the first one; empty when there is no such
	 * remediation that waits
	 */
	public Optional<Consent> answer(String remediation, boolean given, String by, @Nullable String reason) {
		return waiting().filter((failure) -> failure.nextName().equals(remediation))
			.findFirst()
			.map((failure) -> answer(failure, new Consent(remediation, given, by, reason, this.clock.instant())));
	}

	private Consent answer(Failure failure, Consent consent) {
		this.failures.update(failure.id(), (known) -> known.answered().isPresent() ? known : known.with(consent));
		Consent counted = this.failures.find(failure.id()).flatMap(Failure::answered).orElse(consent);
		if (counted.equals(consent)) {
			tell(failure, consent);
		}
		return counted;
	}

	private void tell(Failure failure, Consent consent) {
		String reason = consent.given() ? "HealApproved" : "HealRefused";
		String message = consent.remediation() + " is " + consent.text();
		logger.atInfo()
			.addKeyValue("namespace", failure.namespace())
			.addKeyValue("pod", failure.pod())
			.addKeyValue("failure", failure.id())
			.log("Remediation {}", message);
		this.events.publish(failure.namespace(), failure.pod(), reason, message);
		Workload workload = failure.workload();
		if (workload != null) {
			this.events.publish(failure.namespace(), workload, reason, message);
		}
	}

	/**
	 * Returns what is said of a failure that waits: what was answered, else what an
	 * annotation says. An annotation names the remediation, so that none in a template
	 * approves what nobody has seen.
	 * @param failure the failure
	 * @return the answer, empty when there is none yet
	 */
	Optional<Consent> of(Failure failure) {
		return failure.answered().or(() -> annotated(failure).map((consent) -> answer(failure, consent)));
	}

	private Optional<Consent> annotated(Failure failure) {
		Target target = this.targets.of(failure.namespace(), failure.pod(), MissingNode.getInstance());
		return target.annotations()
			.stream()
			.flatMap((annotations) -> annotated(failure.nextName(), annotations))
			.findFirst();
	}

	private Stream<Consent> annotated(String remediation, Map<String, String> annotations) {
		return Stream.of(REFUSE, APPROVE)
			.filter((name) -> Objects.equals(remediation, annotations.get(name)))
			.map((name) -> new Consent(remediation, name.equals(APPROVE), "the annotation " + name,
					annotations.get("heal.platform/approval-reason"), this.clock.instant()));
	}

}
