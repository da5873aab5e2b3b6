package dev.heal.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.heal.notification.NotificationProperties.Target;
import dev.heal.notification.Receiver.Answer;

/**
 * Tells one receiver one notice after the other, in order: what is not taken is tried
 * again, ever more seldom, until it is no news any more.
 */
final class Delivery {

	private static final Logger logger = LoggerFactory.getLogger(Delivery.class);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

	private final Target target;

	private final Outbox outbox;

	private final Receiver receiver;

	private final Duration maxAge;

	private final MeterRegistry meters;

	private final Clock clock;

	private final Deque<Instant> sent = new ArrayDeque<>();

	private Instant notBefore = Instant.MIN;

	private int failures;

	Delivery(Target target, Outbox outbox, Receiver receiver, Duration maxAge, MeterRegistry meters, Clock clock) {
		this.target = target;
		this.outbox = outbox;
		this.receiver = receiver;
		this.maxAge = maxAge;
		this.meters = meters;
		this.clock = clock;
	}

	void add(Notice notice) {
		if (this.target.wants(notice)) {
			int lost = this.outbox.add(notice, this.clock.instant());
			this.meters
				.counter("heal.notifications", "target", this.target.name(), "event", notice.event().text(), "outcome",
						"dropped")
				.increment(lost);
		}
	}

	/**
	 * Sends what waits, as far as it may now.
	 */
	void run() {
		try {
			Notice next = next();
			while (next != null && !Thread.currentThread().isInterrupted()) {
				deliver(next);
				next = next();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable Notice next() {
		Instant now = this.clock.instant();
		while (!this.sent.isEmpty() && this.sent.getFirst().isBefore(now.minusSeconds(60))) {
			this.sent.removeFirst();
		}
		return (now.isBefore(this.notBefore) || this.sent.size() >= this.target.maxPerMinute()) ? null
				: this.outbox.next().orElse(null);
	}

	private void deliver(Notice notice) throws InterruptedException {
		if (notice.time().plus(this.maxAge).isBefore(this.clock.instant())) {
			giveUp(notice, "it is older than heal.notifications.max-age");
			return;
		}
		this.sent.addLast(this.clock.instant());
		Answer answer = this.receiver.send(notice);
		if (answer.taken()) {
			this.failures = 0;
			this.outbox.done(notice);
			count(notice, "sent");
		}
		else if (answer.again()) {
			pause(answer);
		}
		else {
			giveUp(notice, String.valueOf(answer.reason()));
		}
	}

	private void pause(Answer answer) {
		Duration pause = Duration.ofSeconds(1L << Math.min(this.failures, 10));
		if (answer.after() != null && answer.after().compareTo(pause) > 0) {
			pause = answer.after();
		}
		this.notBefore = this.clock.instant().plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
		if (this.failures++ == 0) {
			logger.warn("Notifications to {} wait: {}", this.target.name(), answer.reason());
		}
	}

	private void giveUp(Notice notice, String reason) {
		this.outbox.done(notice);
		count(notice, "failed");
		logger.warn("{} was not told of {}: {}", this.target.name(), notice.title(), reason);
	}

	private void count(Notice notice, String outcome) {
		this.meters
			.counter("heal.notifications", "target", this.target.name(), "event", notice.event().text(), "outcome",
					outcome)
			.increment();
	}

	void close() {
		this.receiver.close();
	}

}
