package dev.heal.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.alert.RaisedAlert;
import dev.heal.watch.PodTrouble.Cause;
import dev.heal.workspace.Workspace;

/**
 * The alerts that fire, kept in the state folder, so that after a restart they are not
 * raised anew, and those that ended meanwhile are resolved.
 */
final class FiringAlerts {

	private static final Logger logger = LoggerFactory.getLogger(FiringAlerts.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Workspace workspace;

	private final Map<AlertKey, Fired> firing = new LinkedHashMap<>();

	FiringAlerts(Workspace workspace) {
		this.workspace = workspace;
	}

	void load() {
		this.firing.clear();
		try {
			this.workspace.read(file())
				.map((json) -> JSON.readValue(json, Kept.class).alerts())
				.orElse(List.of())
				.forEach((fired) -> this.firing.put(AlertKey.of(fired.alert()), fired));
		}
		catch (JacksonException ex) {
			logger.warn("{} cannot be read and counts as missing: {}", file(), ex.getMessage());
		}
	}

	/**
	 * Returns why alerts of a pod fire already.
	 * @param pod the pod
	 * @return the causes
	 */
	List<Cause> of(PodView pod) {
		return this.firing.keySet()
			.stream()
			.filter((key) -> key.namespace().equals(pod.namespace()) && key.pod().equals(pod.name()))
			.map(AlertKey::cause)
			.toList();
	}

	/**
	 * Compares with what fires now.
	 * @param present what fires now, with the pods that it fires for
	 * @param repeat after which time an alert is raised again
	 * @param now the time
	 * @return the alerts to raise, and those to resolve
	 */
	List<RaisedAlert> news(Map<AlertKey, PodView> present, Duration repeat, Instant now) {
		Stream<RaisedAlert> resolved = this.firing.entrySet()
			.stream()
			.filter((entry) -> !present.containsKey(entry.getKey()))
			.map((entry) -> entry.getValue().alert().ended(now));
		Stream<RaisedAlert> raised = present.entrySet()
			.stream()
			.filter((entry) -> isDue(this.firing.get(entry.getKey()), repeat, now))
			.map((entry) -> alert(entry.getKey(), entry.getValue(), now));
		return Stream.concat(resolved, raised).toList();
	}

	private static boolean isDue(@Nullable Fired fired, Duration repeat, Instant now) {
		return fired == null || !now.isBefore(fired.sentAt().plus(repeat));
	}

	private RaisedAlert alert(AlertKey key, PodView pod, Instant now) {
		Fired known = this.firing.get(key);
		return new RaisedAlert(key.cause().rule(), key.namespace(), key.pod(), pod.uid(), key.cause().container(),
				(known != null) ? known.alert().startsAt() : now, null);
	}

	/**
	 * Notes that alerts were taken in.
	 * @param alerts the alerts
	 * @param now the time
	 */
	void taken(List<RaisedAlert> alerts, Instant now) {
		for (RaisedAlert alert : alerts) {
			if (alert.endsAt() == null) {
				this.firing.put(AlertKey.of(alert), new Fired(alert, now));
			}
			else {
				this.firing.remove(AlertKey.of(alert));
			}
		}
		try {
			this.workspace.write(file(), (out) -> JSON.writeValue(out, new Kept(List.copyOf(this.firing.values()))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file(), ex);
		}
	}

	private Path file() {
		return this.workspace.state().resolve("watch.json");
	}

	/**
	 * What tells alerts apart.
	 *
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param cause why it fires
	 */
	record AlertKey(String namespace, String pod, Cause cause) {

		static AlertKey of(RaisedAlert alert) {
			return new AlertKey(alert.namespace(), alert.pod(), new Cause(alert.rule(), alert.container()));
		}

		static AlertKey of(PodView pod, Cause cause) {
			return new AlertKey(pod.namespace(), pod.name(), cause);
		}

	}

	/**
	 * An alert that fires.
	 *
	 * @param alert the alert
	 * @param sentAt when it was raised last
	 */
	record Fired(RaisedAlert alert, Instant sentAt) {

	}

	/**
	 * What is kept.
	 *
	 * @param alerts the alerts that fire
	 */
	record Kept(List<Fired> alerts) {

	}

}
