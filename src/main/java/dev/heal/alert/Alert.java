package dev.heal.alert;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One alert that names a pod.
 *
 * @param fingerprint Alertmanager's hash of the labels, the same in every episode
 * @param firing whether it fires; else it is resolved
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param container the container that the alert is about, null when it names none
 * @param taskId the task id that it carries, null when it carries none
 * @param startsAt when the episode began; it may move to an earlier time between
 * deliveries
 * @param endsAt when the episode ended, null while it fires
 */
public record Alert(String fingerprint, boolean firing, String namespace, String pod, @Nullable String container,
		@Nullable String taskId, Instant startsAt, @Nullable Instant endsAt) {

}
