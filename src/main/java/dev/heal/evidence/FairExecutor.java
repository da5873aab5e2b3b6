package dev.heal.evidence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs a limited number of tasks at a time, the namespaces in turn, so that a namespace
 * where everything fails does not hold up the others. Its threads are platform threads:
 * each write to a volume that hangs would keep a carrier of virtual threads.
 */
final class FairExecutor implements AutoCloseable {

	private static final Comparator<Task<?>> ORDER = Comparator.<Task<?>>comparingLong((task) -> task.turn)
		.thenComparingLong((task) -> task.number);

	private final Map<String, Long> turns = new HashMap<>();

	private final ThreadPoolExecutor threads;

	private long turn;

	private long number;

	FairExecutor(int size) {
		this.threads = new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS,
				new PriorityBlockingQueue<>(64, (a, b) -> ORDER.compare((Task<?>) a, (Task<?>) b)),
				Thread.ofPlatform().name("evidence-", 0).daemon().factory());
		this.threads.allowCoreThreadTimeOut(true);
	}

	<T> Future<T> submit(String namespace, Callable<T> callable) {
		Task<T> task = task(namespace, callable);
		this.threads.execute(task);
		return task;
	}

	private synchronized <T> Task<T> task(String namespace, Callable<T> callable) {
		this.turns.values().removeIf((turn) -> turn < this.turn);
		long turn = this.turns.merge(namespace, this.turn, (last, now) -> Math.max(last + 1, now));
		return new Task<>(callable, turn, this.number++);
	}

	private synchronized void begin(long turn) {
		this.turn = Math.max(this.turn, turn);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * A task and its place in the queue.
	 */
	private final class Task<T> extends FutureTask<T> {

		private final long turn;

		private final long number;

		private Task(Callable<T> callable, long turn, long number) {
			super(callable);
			this.turn = turn;
			this.number = number;
		}

		@Override
		public void run() {
			begin(this.turn);
			super.run();
		}

	}

}
