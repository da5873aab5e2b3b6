package dev.heal.notification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What people are told.
 *
 * @param event what happened
 * @param key what it happened to: told once
 * @param time when
 * @param namespace the namespace of the pod
 * @param subject the pod's name, or a workload such as {@code deployment/web}
 * @param failure the fingerprint of the failure, null when none was found
 * @param cause the class of its cause, null when none was found
 * @param confidence how sure Heal is of it, from 0 to 1
 * @param summary one sentence: what crashed and why
 * @param errorLine the line of the log that states the error best, null for none
 * @param remedy what to do, null for none
 * @param remediation the name of the CodeRun, null for none
 * @param message why it came to this, null when there is nothing to say
 * @param report the path of the report, null for none
 * @param link the page about it, null when it is not known where people reach Heal
 */
record Notice(NoticeEvent event, String key, Instant time, String namespace, String subject, @Nullable String failure,
		@Nullable String cause, double confidence, String summary, @Nullable String errorLine, @Nullable String remedy,
		@Nullable String remediation, @Nullable String message, @Nullable String report, @Nullable String link) {

	String title() {
		return this.event.title() + ": " + this.namespace + "/" + this.subject;
	}

}
