package dev.heal.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.OpenIncidents;
import dev.heal.workspace.Workspace;

/**
 * Lets finished incidents go: with their evidence, or by age when there is none.
 */
@Component
class IncidentRetention implements OpenIncidents {

	private static final Logger logger = LoggerFactory.getLogger(IncidentRetention.class);

	private final IncidentStore store;

	private final ReportFiles reports;

	private final EvidenceCollector evidence;

	private final Workspace workspace;

	private final Duration age;

	private final Clock clock;

	IncidentRetention(IncidentStore store, ReportFiles reports, EvidenceCollector evidence, Workspace workspace,
			@Value("${heal.retention.age:30d}") Duration age, Clock clock) {
		this.store = store;
		this.reports = reports;
		this.evidence = evidence;
		this.workspace = workspace;
		this.age = age;
		this.clock = clock;
	}

	@Override
	public boolean isOpen(String namespace, String pod) {
		try {
			return this.store.find(namespace, pod).filter(Incident::isNeeded).isPresent();
		}
		catch (RuntimeException ex) {
			logger.atWarn()
				.addKeyValue("namespace", namespace)
				.addKeyValue("pod", pod)
				.log("Keeping the evidence of an incident that cannot be read: {}", ex.toString());
			return true;
		}
	}

	@Override
	public void forget(String namespace, String pod, Runnable itsEvidence) {
		this.store.locked(namespace, pod, () -> {
			boolean isFinished = !isOpen(namespace, pod);
			if (isFinished) {
				itsEvidence.run();
				this.reports.delete(namespace, pod);
				this.store.delete(namespace, pod);
				this.workspace.names().release(namespace, pod);
			}
			return isFinished;
		});
	}

	/**
	 * Deletes what ended too long ago. Where there is evidence, it goes with it.
	 */
	void clean() {
		Instant oldest = this.clock.instant().minus(this.age);
		this.store.list((entry) -> !entry.isNeeded() && entry.updatedAt().isBefore(oldest))
			.stream()
			.filter((entry) -> this.evidence.stored(entry.namespace(), entry.pod()).isEmpty())
			.forEach((entry) -> forget(entry.namespace(), entry.pod(), () -> {
			}));
	}

}
