package dev.heal.remediation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells what remediations have come to: the incidents, and whoever looks at the pod. What
 * another Heal found out is told too, and again after a restart or when a listener could
 * not take it.
 */
@Component
class Announcements {

	private static final Map<IncidentState, String> EVENTS = Map.of(IncidentState.QUEUED, "HealRemediationQueued",
			IncidentState.AWAITING_APPROVAL, "HealApprovalNeeded", IncidentState.REMEDIATING, "HealRemediationStarted",
			IncidentState.VERIFYING, "HealRemediationFinished", IncidentState.RESOLVED, "HealResolved",
			IncidentState.ESCALATED, "HealEscalated", IncidentState.CLOSED, "HealClosed");

	private final ObjectProvider<RemediationListener> listeners;

	private final PodEvents events;

	private final Clock clock;

	private final Map<String, RemediationProgress> told = new ConcurrentHashMap<>();

	Announcements(ObjectProvider<RemediationListener> listeners, PodEvents events, Clock clock) {
		this.listeners = listeners;
		this.events = events;
		this.clock = clock;
	}

	void announce(Failure failure) {
		RemediationProgress progress = failure.progress();
		if (progress == null || !fresh(failure)) {
			return;
		}
		RemediationProgress before = this.told.get(failure.id());
		if (progress.equals(before)) {
			return;
		}
		this.listeners.forEach((listener) -> listener.onProgress(progress));
		this.told.put(failure.id(), progress);
		if (before == null || before.state() != progress.state()) {
			publish(failure, progress);
		}
	}

	/**
	 * Forgets what was told of all other failures.
	 * @param failures the failures that are known
	 */
	void keep(List<Failure> failures) {
		this.told.keySet().retainAll(failures.stream().map(Failure::id).collect(Collectors.toSet()));
	}

	private boolean fresh(Failure failure) {
		return failure.open() || failure.since().plus(Delays.NEWS).isAfter(this.clock.instant());
	}

	private void publish(Failure failure, RemediationProgress progress) {
		String message = Stream.of(progress.remediation(), progress.message())
			.filter(Objects::nonNull)
			.collect(Collectors.joining(": "));
		String reason = EVENTS.getOrDefault(progress.state(), "HealRemediation");
		Workload workload = failure.workload();
		this.events.publish(failure.namespace(), failure.pod(), reason, message);
		if (workload != null) {
			this.events.publish(failure.namespace(), workload, reason, message);
		}
	}

}
