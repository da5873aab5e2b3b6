package dev.heal.remediation;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that goes wrong again and again, and is said once: at a new reason, or after
 * a while.
 */
final class Complaint {

	private static final Logger logger = LoggerFactory.getLogger(Complaint.class);

	private final String what;

	private final Clock clock;

	private @Nullable String reason;

	private Instant said = Instant.MIN;

	/**
	 * Creates one.
	 * @param what what goes wrong, in words
	 * @param clock tells when to repeat a reason
	 */
	Complaint(String what, Clock clock) {
		this.what = what;
		this.clock = clock;
	}

	void say(String why) {
		if (isNews(why)) {
			logger.atWarn().addKeyValue("reason", why).log("{}: {}", this.what, why);
		}
	}

	void say(String why, Throwable cause) {
		if (isNews(why)) {
			logger.atWarn().addKeyValue("reason", why).setCause(cause).log("{}: {}", this.what, why);
		}
	}

	private synchronized boolean isNews(String why) {
		Instant now = this.clock.instant();
		boolean news = !why.equals(this.reason) || now.isAfter(this.said.plus(Delays.SILENCE));
		if (news) {
			this.reason = why;
			this.said = now;
		}
		return news;
	}

}
