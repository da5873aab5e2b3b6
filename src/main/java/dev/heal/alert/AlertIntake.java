package dev.heal.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.heal.alert.Webhook.Entry;

/**
 * The one way in for alerts: those that Alertmanager sends, and those that Heal raises
 * itself.
 */
@Component
public class AlertIntake {

	private final AlertHandler handler;

	private final Exclusions exclusions;

	private final MeterRegistry meters;

	AlertIntake(AlertHandler handler, AlertProperties properties, MeterRegistry meters) {
		this.handler = handler;
		this.exclusions = new Exclusions(properties);
		this.meters = meters;
	}

	/**
	 * Takes in alerts that Heal has raised itself; when it returns, every accepted one is
	 * durable.
	 * @param alerts the alerts
	 * @return an outcome for each, in the same order
	 * @throws AlertsNotTakenException if they could not be made durable
	 */
	public List<AlertOutcome> take(List<RaisedAlert> alerts) {
		return take(alerts.stream().map(this::entry).toList(), false);
	}

	private Entry entry(RaisedAlert alert) {
		Subject subject = Subject.pod(alert.namespace(), alert.pod());
		String fingerprint = Fingerprints.of(alert);
		return this.exclusions.of(subject)
			.map((reason) -> Entry.of(AlertOutcome.ignored(fingerprint, subject, reason)))
			.orElseGet(() -> Entry.of(new Alert(fingerprint, alert.endsAt() == null, false, subject,
					new Alert.Hints(alert.rule(), alert.container(), alert.uid(), null), alert.startsAt(),
					alert.endsAt())));
	}

	/**
	 * Tells why the alerts of a pod are left alone.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the reason, empty when they are not
	 */
	public Optional<String> exclusion(String namespace, String pod) {
		return this.exclusions.of(Subject.pod(namespace, pod));
	}

	/**
	 * Returns the only namespaces whose alerts are taken in.
	 * @return their names, empty for all
	 */
	public List<String> namespaces() {
		return this.exclusions.namespaces();
	}

	List<AlertOutcome> take(List<Entry> entries, boolean dryRun) {
		List<Alert> real = entries.stream()
			.map(Entry::alert)
			.filter(Objects::nonNull)
			.filter((alert) -> !dryRun && !alert.test())
			.toList();
		Iterator<AlertOutcome> handled = real.isEmpty() ? Collections.emptyIterator()
				: this.handler.handle(real).iterator();
		List<AlertOutcome> outcomes = new ArrayList<>();
		for (Entry entry : entries) {
			Alert alert = entry.alert();
			if (alert != null && (dryRun || alert.test())) {
				outcomes.add(this.handler.rehearse(alert));
			}
			else {
				AlertOutcome known = entry.outcome();
				outcomes.add((known != null) ? known.asked(dryRun) : handled.next());
			}
		}
		outcomes.forEach((outcome) -> count(outcome.outcome()));
		return outcomes;
	}

	void count(AlertOutcome.Outcome outcome) {
		this.meters.counter("heal.alerts", "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
	}

}
