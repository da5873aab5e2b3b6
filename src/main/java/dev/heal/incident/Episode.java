package dev.heal.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.heal.alert.Alert;

/**
 * The alerts that an incident answers, each with its own state. It ends when none of them
 * fires any more.
 *
 * @param alerts the alerts, the one that opened the incident first; none when somebody
 * asked for it
 * @param container the container that the alert was raised for, null when it named none
 * @param taskId the task id that it carried, null when it carried none
 * @param uid the UID of the pod that it named, null when it named none
 * @param workload the workload that the alert named, such as {@code deployment/web}, null
 * when it named a pod
 * @param startsAt when it began
 * @param createdAt when Heal heard of it
 * @param seenAt when an alert last fired, give or take a tenth of the time after which it
 * would expire
 * @param endedAt when it ended, null while it goes on
 */
record Episode(@JsonAlias("fingerprints") List<AlertState> alerts, @Nullable String container, @Nullable String taskId,
		@Nullable String uid, @Nullable String workload, Instant startsAt, Instant createdAt, Instant seenAt,
		@Nullable Instant endedAt) {

	@SuppressWarnings("NullAway") // files of former versions have no seenAt
	Episode {
		alerts = List.copyOf(alerts);
		seenAt = (seenAt != null) ? seenAt : createdAt;
	}

	static Episode of(Alert alert, Instant now) {
		return new Episode(List.of(AlertState.of(alert, null)), alert.hints().container(), alert.hints().taskId(),
				alert.hints().uid(), alert.subject().workload(), alert.startsAt(), now, now, null);
	}

	/**
	 * Begins for a pod of a workload whose alerts fire.
	 * @param now the time
	 * @return the episode of the pod
	 */
	Episode ofPod(Instant now) {
		return new Episode(this.alerts.stream().filter(AlertState::fires).toList(), null, this.taskId, null,
				this.workload, this.startsAt, now, now, null);
	}

	/**
	 * Takes in the alerts of the pod's workload.
	 * @param other the episode of the workload
	 * @return the episode of the pod
	 */
	Episode and(Episode other) {
		Episode all = new Episode(this.alerts, this.container, this.taskId, this.uid, other.workload, this.startsAt,
				this.createdAt, this.seenAt, this.endedAt);
		for (AlertState alert : other.alerts.stream().filter(AlertState::fires).toList()) {
			all = all.with(all.and(alert));
		}
		return all;
	}

	private Episode with(List<AlertState> states) {
		return new Episode(states, this.container, this.taskId, this.uid, this.workload, this.startsAt, this.createdAt,
				this.seenAt, this.endedAt);
	}

	/**
	 * Begins without an alert, because somebody asked for it.
	 * @param taskId the task id, null to derive it from the failure
	 * @param now the time
	 * @return the episode
	 */
	static Episode asked(@Nullable String taskId, Instant now) {
		return new Episode(List.of(), null, taskId, null, null, now, now, now, null);
	}

	/**
	 * Takes in an alert that fires.
	 * @param alert the alert
	 * @param now the time
	 * @param precision how exactly the last time is kept, so that a storm of repeats is
	 * not one of writes
	 * @return the episode, the same when nothing changed
	 */
	Episode and(Alert alert, Instant now, Duration precision) {
		boolean isRecent = Duration.between(this.seenAt, now).abs().compareTo(precision) < 0;
		Instant start = alert.startsAt().isBefore(this.startsAt) ? alert.startsAt() : this.startsAt;
		return new Episode(and(AlertState.of(alert, null)), this.container, this.taskId, this.uid, this.workload, start,
				this.createdAt, isRecent ? this.seenAt : now, this.endedAt);
	}

	Episode resolved(Alert alert, Instant at) {
		return with(and(AlertState.of(alert, at)));
	}

	Episode ended(Instant at) {
		return new Episode(this.alerts, this.container, this.taskId, this.uid, this.workload, this.startsAt,
				this.createdAt, this.seenAt, at);
	}

	private List<AlertState> and(AlertState state) {
		List<AlertState> all = new ArrayList<>(this.alerts);
		int place = all.stream().map(AlertState::fingerprint).toList().indexOf(state.fingerprint());
		if (place < 0) {
			all.add(state);
		}
		else {
			all.set(place, state);
		}
		return all;
	}

	boolean fires(Alert alert) {
		return this.alerts.stream()
			.anyMatch((known) -> known.fires() && known.fingerprint().equals(alert.fingerprint()));
	}

	/**
	 * Returns what the alerts are called, as far as they have names.
	 * @return the names of their rules, such as {@code A7PodFailure}
	 */
	List<String> names() {
		return this.alerts.stream().map(AlertState::name).filter(Objects::nonNull).distinct().toList();
	}

	long firing() {
		return this.alerts.stream().filter(AlertState::fires).count();
	}

	/**
	 * One alert of an episode.
	 *
	 * @param fingerprint its fingerprint
	 * @param name the name of its rule, null when it has none
	 * @param resolvedAt when it was resolved, null while it fires
	 */
	record AlertState(String fingerprint, @Nullable String name, @Nullable Instant resolvedAt) {

		private static final int NAME_LENGTH = 200;

		static AlertState of(Alert alert, @Nullable Instant resolvedAt) {
			String name = alert.hints().name();
			return new AlertState(alert.fingerprint(),
					(name != null && name.length() > NAME_LENGTH) ? name.substring(0, NAME_LENGTH) : name, resolvedAt);
		}

		// as it was written before each alert had a state of its own
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		static AlertState firing(String fingerprint) {
			return new AlertState(fingerprint, null, null);
		}

		@JsonIgnore
		boolean fires() {
			return this.resolvedAt == null;
		}

	}

}
