package dev.heal.limits;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The bodies that are being read at a time. What counts is what has arrived, so that slow
 * senders take no room from others.
 */
@Component
class Bodies {

	private final long max;

	private final AtomicLong bytes = new AtomicLong();

	Bodies(LimitProperties properties) {
		this.max = properties.bodies().toBytes();
	}

	void add(long arrived) {
		if (this.bytes.addAndGet(arrived) > this.max) {
			throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE,
					"Too many large bodies arrive at once (heal.limits.bodies); try again.");
		}
	}

	void remove(long arrived) {
		this.bytes.addAndGet(-arrived);
	}

}
