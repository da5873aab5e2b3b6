package dev.heal.alert;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One alert about a pod or a workload.
 *
 * @param fingerprint Alertmanager's hash of the labels, the same in every episode
 * @param firing whether it fires; else it is resolved
 * @param test whether it only asks what would be done
 * @param subject what it is about
 * @param hints what else it says of it
 * @param startsAt when the episode began, or when the alert arrived; it may move to an
 * earlier time between deliveries
 * @param endsAt when the episode ended, null while it fires
 */
public record Alert(String fingerprint, boolean firing, boolean test, Subject subject, Hints hints, Instant startsAt,
		@Nullable Instant endsAt) {

	/**
	 * Passes the alert on to something that it leads to.
	 * @param other what it leads to
	 * @return the same alert, about that
	 */
	public Alert about(Subject other) {
		return new Alert(this.fingerprint, this.firing, this.test, other, this.hints, this.startsAt, this.endsAt);
	}

	/**
	 * What an alert says beside what it is about. It may be out of date, or wrong.
	 *
	 * @param name the name of its rule, null when it has none
	 * @param container the container that it was raised for, null when it names none
	 * @param uid the UID of the pod, null when it names none
	 * @param taskId the task id that it carries, null when it carries none
	 */
	public record Hints(@Nullable String name, @Nullable String container, @Nullable String uid,
			@Nullable String taskId) {

		/**
		 * No hints.
		 */
		public static final Hints NONE = new Hints(null, null, null, null);

	}

}
