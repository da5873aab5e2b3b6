package dev.heal.evidence;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Runs a limited number of tasks at a time, the callers in turn. Nobody gets more than as
 * many as are left free, so that there is always room for another, however long the tasks
 * of the others take: one may have half of all, the next one half of the rest. Its
 * threads are platform threads: each write to a volume that hangs would keep a carrier of
 * virtual threads.
 */
final class FairExecutor implements AutoCloseable {

	private final ExecutorService threads = Executors
		.newCachedThreadPool(Thread.ofPlatform().name("evidence-", 0).daemon().factory());

	private final Map<String, Caller> callers = new LinkedHashMap<>();

	private int free;

	FairExecutor(int size) {
		this.free = size;
	}

	<T> Future<T> submit(String caller, Callable<T> callable) {
		FutureTask<T> task = new FutureTask<>(callable);
		synchronized (this) {
			this.callers.computeIfAbsent(caller, (name) -> new Caller()).waiting.add(task);
			dispatch();
		}
		return task;
	}

	private synchronized void dispatch() {
		for (Optional<String> next = next(); next.isPresent(); next = next()) {
			String name = next.get();
			Caller caller = Objects.requireNonNull(this.callers.remove(name));
			this.callers.put(name, caller);
			caller.running++;
			this.free--;
			Runnable task = caller.waiting.remove();
			this.threads.execute(() -> run(name, task));
		}
	}

	// Whoever has the fewest, and of those whoever has waited for the longest
	private Optional<String> next() {
		return this.callers.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().waiting.isEmpty() && entry.getValue().running < this.free)
			.min(Comparator.comparingInt((entry) -> entry.getValue().running))
			.map(Map.Entry::getKey);
	}

	private void run(String name, Runnable task) {
		try {
			task.run();
		}
		finally {
			end(name);
		}
	}

	private synchronized void end(String name) {
		this.free++;
		Caller caller = this.callers.get(name);
		if (caller != null && --caller.running == 0 && caller.waiting.isEmpty()) {
			this.callers.remove(name);
		}
		if (!this.threads.isShutdown()) {
			dispatch();
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * What somebody wants done.
	 */
	private static final class Caller {

		private final Queue<Runnable> waiting = new ArrayDeque<>();

		private int running;

	}

}
