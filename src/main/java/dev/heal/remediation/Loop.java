package dev.heal.remediation;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does something at once, and again and again, whatever goes wrong with it, and says once
 * in a while what does.
 */
public final class Loop implements AutoCloseable {

	private final ScheduledExecutorService thread;

	private final Complaint complaint;

	private final Runnable task;

	private Loop(String name, Runnable task) {
		this.thread = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name.replace(' ', '-')).daemon().factory());
		this.complaint = new Complaint("Could not do the " + name + "; trying again", Clock.systemUTC());
		this.task = task;
	}

	/**
	 * Starts a loop.
	 * @param name what it does, in words
	 * @param interval the time between two rounds
	 * @param task a round
	 * @return the loop, which ends when it is closed
	 */
	public static Loop start(String name, Duration interval, Runnable task) {
		Loop loop = new Loop(name, task);
		Future<?> _ = loop.thread.scheduleWithFixedDelay(loop::round, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
		return loop;
	}

	// an Error too: nobody would start it again
	private void round() {
		try {
			this.task.run();
		}
		catch (Throwable ex) {
			this.complaint.say(ex.toString(), ex);
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
