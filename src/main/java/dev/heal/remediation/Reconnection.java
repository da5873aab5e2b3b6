package dev.heal.remediation;

import java.time.Clock;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;

import dev.heal.coderun.CodeRunRefusedException;

/**
 * Lets an informer try for ever, and says why it has to: in one line, at a new reason or
 * after a while, where the client would print a stack trace at every try.
 */
public final class Reconnection implements ExceptionHandler {

	private final Complaint complaint;

	/**
	 * Creates one for an informer.
	 * @param watched what it watches, in words
	 * @param clock tells when to repeat a reason
	 */
	public Reconnection(String watched, Clock clock) {
		this.complaint = new Complaint("Cannot watch " + watched + " (trying again until it works)", clock);
	}

	@Override
	public boolean retryAfterException(boolean isStarted, Throwable failure) {
		this.complaint.say(reason(failure));
		return true;
	}

	private static String reason(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof KubernetesClientException refusal) {
				return String.valueOf(CodeRunRefusedException.of(refusal).getMessage());
			}
		}
		return failure.toString();
	}

}
