package dev.heal.remediation;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that goes wrong again and again, for one reason or for several in turn. Each
 * reason is said once in a while.
 */
final class Complaint {

	private static final Logger logger = LoggerFactory.getLogger(Complaint.class);

	/**
	 * How many reasons are remembered.
	 */
	private static final int MANY = 1000;

	private final String what;

	private final Clock clock;

	// by when each was said, the oldest first
	private final SequencedMap<String, Instant> said = new LinkedHashMap<>();

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
		while (!this.said.isEmpty() && isOver(this.said.firstEntry().getValue(), now)) {
			this.said.pollFirstEntry();
		}
		return this.said.putIfAbsent(why, now) == null;
	}

	private boolean isOver(Instant then, Instant now) {
		return now.isAfter(then.plus(Delays.SILENCE)) || this.said.size() > MANY;
	}

}
