package dev.heal.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.heal.alert.AlertIntake;
import dev.heal.alert.RaisedAlert;
import dev.heal.limits.Overload;
import dev.heal.watch.FiringAlerts.AlertKey;
import dev.heal.workspace.Workspace;

/**
 * Raises and resolves the alerts of the pods that are not well, by the way that those of
 * Alertmanager come in. It knows no other pods.
 */
@Component
class PodAlerts {

	private static final Logger logger = LoggerFactory.getLogger(PodAlerts.class);

	private static final int BATCH = 1000;

	private final AlertIntake intake;

	private final ObjectProvider<Overload> overload;

	private final WatchProperties properties;

	private final Clock clock;

	private final FiringAlerts firing;

	private final Map<String, PodTrouble> troubles = new HashMap<>();

	PodAlerts(AlertIntake intake, ObjectProvider<Overload> overload, Workspace workspace, WatchProperties properties,
			Clock clock) {
		this.intake = intake;
		this.overload = overload;
		this.properties = properties;
		this.clock = clock;
		this.firing = new FiringAlerts(workspace);
	}

	synchronized void begin() {
		this.troubles.clear();
		this.firing.load();
	}

	/**
	 * Takes in a pod as it is now.
	 * @param pod the pod
	 */
	synchronized void changed(PodView pod) {
		Instant now = this.clock.instant();
		PodTrouble trouble = this.troubles.computeIfAbsent(pod.key(), (_) -> known(pod, now));
		trouble.update(pod, now);
		if (trouble.isOver(now)) {
			this.troubles.remove(pod.key());
		}
	}

	private PodTrouble known(PodView pod, Instant now) {
		PodTrouble trouble = new PodTrouble(pod, this.properties);
		this.firing.of(pod).forEach((cause) -> trouble.remember(cause, now));
		return trouble;
	}

	synchronized void gone(String key) {
		this.troubles.remove(key);
	}

	/**
	 * Raises what has come to fire, and what has fired for long, and resolves what does
	 * so no more. What is not taken in is tried again the next time.
	 */
	void tell() {
		Instant now = this.clock.instant();
		for (List<RaisedAlert> batch : batches(news(now))) {
			Optional<String> objection = this.overload.stream()
				.map(Overload::objection)
				.flatMap(Optional::stream)
				.findFirst();
			if (objection.isPresent()) {
				logger.debug("Alerts wait: {}", objection.get());
				return;
			}
			// not under the lock: what pods come to must not wait for the disk
			this.intake.take(batch);
			taken(batch, now);
		}
	}

	private synchronized List<RaisedAlert> news(Instant now) {
		List<RaisedAlert> news = this.firing.news(present(now), this.properties.repeatInterval(), now);
		this.troubles.values().removeIf((trouble) -> trouble.isOver(now));
		return news;
	}

	private synchronized void taken(List<RaisedAlert> alerts, Instant now) {
		this.firing.taken(alerts, now);
	}

	private Map<AlertKey, PodView> present(Instant now) {
		Map<AlertKey, PodView> present = new LinkedHashMap<>();
		this.troubles.values()
			.forEach((trouble) -> trouble.firing(now)
				.forEach((cause) -> present.put(AlertKey.of(trouble.pod(), cause), trouble.pod())));
		return present;
	}

	private static List<List<RaisedAlert>> batches(List<RaisedAlert> alerts) {
		return IntStream.range(0, (alerts.size() + BATCH - 1) / BATCH)
			.mapToObj((at) -> alerts.subList(at * BATCH, Math.min((at + 1) * BATCH, alerts.size())))
			.toList();
	}

	/**
	 * Returns how many pods are looked at again without their status changing.
	 * @return their number
	 */
	synchronized int size() {
		return this.troubles.size();
	}

}
