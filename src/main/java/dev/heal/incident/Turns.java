package dev.heal.incident;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Whose turn it is. Turns come in the order in which they are due, so that neither what
 * is new nor what is tried again starves; and nothing has two turns at the same time.
 */
final class Turns {

	private final DelayQueue<Turn> order = new DelayQueue<>();

	private final Map<String, Turn> waiting = new HashMap<>();

	private final Set<String> taken = new HashSet<>();

	private final Map<String, Duration> again = new HashMap<>();

	private long count;

	/**
	 * Asks for a turn. Of two that are asked for the earlier counts; who has one now gets
	 * the next one afterwards.
	 * @param id who
	 * @param delay how long not before
	 */
	synchronized void ask(String id, Duration delay) {
		if (this.taken.contains(id)) {
			this.again.merge(id, delay, (one, other) -> (one.compareTo(other) < 0) ? one : other);
			return;
		}
		Turn turn = new Turn(id, System.nanoTime() + delay.toNanos(), this.count++);
		Turn other = this.waiting.get(id);
		if (other == null || turn.compareTo(other) < 0) {
			this.waiting.put(id, turn);
			this.order.add(turn);
		}
	}

	/**
	 * Waits for the next turn.
	 * @param patience how long
	 * @return whose it is until it is given back, empty when none came
	 * @throws InterruptedException if interrupted
	 */
	Optional<String> take(Duration patience) throws InterruptedException {
		Turn turn = this.order.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
		return Optional.ofNullable(turn).filter(this::begin).map(Turn::id);
	}

	private synchronized boolean begin(Turn turn) {
		return this.waiting.remove(turn.id(), turn) && this.taken.add(turn.id());
	}

	/**
	 * Gives a turn back.
	 * @param id whose it was
	 */
	synchronized void giveBack(String id) {
		this.taken.remove(id);
		Duration delay = this.again.remove(id);
		if (delay != null) {
			ask(id, delay);
		}
	}

	synchronized int size() {
		return this.waiting.size();
	}

	/**
	 * Tells for how long the next turn has been due.
	 * @return the seconds, 0 when none is due
	 */
	double lateness() {
		Turn next = this.order.peek();
		return (next != null) ? Math.max(0, -next.getDelay(TimeUnit.MILLISECONDS)) / 1000.0 : 0;
	}

	synchronized void clear() {
		this.order.clear();
		this.waiting.clear();
		this.again.clear();
	}

	/**
	 * A turn.
	 *
	 * @param id whose it is
	 * @param due when, in nanoseconds
	 * @param number decides between two that are due at the same time
	 */
	private record Turn(String id, long due, long number) implements Delayed {

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.due - System.nanoTime(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			Turn turn = (Turn) other;
			return (this.due != turn.due) ? Long.signum(this.due - turn.due) : Long.compare(this.number, turn.number);
		}

	}

}
