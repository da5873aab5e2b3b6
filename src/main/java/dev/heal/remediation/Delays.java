package dev.heal.remediation;

import java.time.Duration;

/**
 * The times that nobody needs to set, in one place. Those that somebody might are
 * properties.
 */
public final class Delays {

	/**
	 * How long what is the matter again and again is not said again.
	 */
	static final Duration SILENCE = Duration.ofMinutes(10);

	/**
	 * How long what is over is still told to incidents and pods, after a restart for
	 * instance.
	 */
	static final Duration NEWS = Duration.ofMinutes(10);

	/**
	 * How long a CodeRun that the API server refused is not tried again.
	 */
	static final Duration REFUSAL = Duration.ofMinutes(1);

	/**
	 * How long a lease is held at most.
	 */
	static final Duration LEASE = Duration.ofSeconds(15);

	/**
	 * How long a lease is waited for: until one that nobody gave back has run out.
	 */
	static final Duration LEASE_WAIT = LEASE.plusSeconds(5);

	/**
	 * How long to wait before a lease is asked for again.
	 */
	static final Duration LEASE_PAUSE = Duration.ofMillis(150);

	/**
	 * How long what another process writes into the state folder may go unnoticed.
	 */
	public static final Duration STATE = Duration.ofMinutes(1);

	/**
	 * How old the counts of the metrics may be.
	 */
	public static final Duration METRICS = Duration.ofSeconds(10);

	private Delays() {
	}

}
