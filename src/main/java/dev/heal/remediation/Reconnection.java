package dev.heal.remediation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an informer try for ever, and says why it has to: in one line, at a new reason or
 * after a while, where the client would print a stack trace at every try.
 */
final class Reconnection implements ExceptionHandler {

	private static final Logger logger = LoggerFactory.getLogger(Reconnection.class);

	private static final Duration SILENCE = Duration.ofMinutes(10);

	private final String watched;

	private final Clock clock;

	private @Nullable String reason;

	private Instant said = Instant.MIN;

	/**
	 * Creates one for an informer.
	 * @param watched what it watches, in words
	 * @param clock tells when to repeat a reason
	 */
	Reconnection(String watched, Clock clock) {
		this.watched = watched;
		this.clock = clock;
	}

	@Override
	public boolean retryAfterException(boolean isStarted, Throwable failure) {
		say(reason(failure));
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

	private synchronized void say(String reason) {
		Instant now = this.clock.instant();
		if (!reason.equals(this.reason) || now.isAfter(this.said.plus(SILENCE))) {
			this.reason = reason;
			this.said = now;
			logger.atWarn()
				.addKeyValue("reason", reason)
				.log("Cannot watch {}: {}; trying again until it works", this.watched, reason);
		}
	}

}
