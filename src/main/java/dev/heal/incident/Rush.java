package dev.heal.incident;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether many alerts come just now. They must be taken in, and what follows from them
 * can wait for a moment.
 */
final class Rush {

	private static final int MANY = 500;

	private final LongSupplier nanoTime;

	private long second;

	private int before;

	private int now;

	Rush(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	synchronized void came(int alerts) {
		turn();
		this.now += alerts;
	}

	synchronized boolean isOn() {
		turn();
		return Math.max(this.before, this.now) >= MANY;
	}

	private void turn() {
		long current = TimeUnit.NANOSECONDS.toSeconds(this.nanoTime.getAsLong());
		if (current != this.second) {
			this.before = (current == this.second + 1) ? this.now : 0;
			this.now = 0;
			this.second = current;
		}
	}

}
