package dev.heal.alert;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An alert on a pod that Heal raises itself, as Prometheus would by a rule.
 *
 * @param rule the name of the rule
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param uid the pod's UID, null when it is not known
 * @param container the container that it is raised for, null when it is for the pod
 * @param startsAt when it began to fire
 * @param endsAt when it ended, null while it fires
 */
public record RaisedAlert(String rule, String namespace, String pod, @Nullable String uid, @Nullable String container,
		Instant startsAt, @Nullable Instant endsAt) {

	/**
	 * Ends it.
	 * @param at when it ended
	 * @return the same alert, resolved
	 */
	public RaisedAlert ended(Instant at) {
		return new RaisedAlert(this.rule, this.namespace, this.pod, this.uid, this.container, this.startsAt, at);
	}

}
