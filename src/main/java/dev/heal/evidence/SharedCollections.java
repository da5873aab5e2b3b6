package dev.heal.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.heal.evidence.EvidenceFile.Kind;

/**
 * The collections under way. Who wants the same as somebody else gets the same, those of
 * one pod take turns, and one that nobody waits for any more ends.
 */
final class SharedCollections implements AutoCloseable {

	/**
	 * How long one of the same pod may hold up another.
	 */
	private static final int PATIENCE = 60;

	private final Map<EvidenceRequest, Running> running = new HashMap<>();

	private final Map<String, Turn> turns = new HashMap<>();

	private final ExecutorService threads = Executors
		.newCachedThreadPool(Thread.ofPlatform().name("collection-", 0).daemon().factory());

	/**
	 * Begins a collection, or joins in one.
	 * @param request what is wanted
	 * @param listener is told how far it has come
	 * @param collection collects, and tells the listener that it is given
	 * @return waits for the end
	 */
	synchronized Ticket join(EvidenceRequest request, CollectionListener listener,
			Function<CollectionListener, Evidence> collection) {
		Running known = this.running.get(request);
		if (known == null) {
			known = new Running(request, collection);
			this.running.put(request, known);
			this.threads.execute(known.task);
		}
		known.listeners.add(listener);
		known.waiting++;
		return new Ticket(known, listener);
	}

	private synchronized void leave(Running left, CollectionListener listener) {
		left.listeners.remove(listener);
		if (--left.waiting == 0) {
			this.running.remove(left.request, left);
			left.task.cancel(true);
		}
	}

	private Evidence inTurn(EvidenceRequest request, Function<CollectionListener, Evidence> collection,
			CollectionListener listener) {
		String pod = request.namespace() + "/" + request.pod();
		Turn turn = turn(pod);
		boolean isHolding = false;
		try {
			isHolding = turn.free.tryAcquire(PATIENCE, TimeUnit.SECONDS);
			return collection.apply(listener);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("The collection was cancelled");
		}
		finally {
			if (isHolding) {
				turn.free.release();
			}
			end(pod, turn);
		}
	}

	private synchronized Turn turn(String pod) {
		Turn turn = this.turns.computeIfAbsent(pod, (name) -> new Turn());
		turn.users++;
		return turn;
	}

	private synchronized void end(String pod, Turn turn) {
		if (--turn.users == 0) {
			this.turns.remove(pod);
		}
	}

	private synchronized void forget(Running ended) {
		this.running.remove(ended.request, ended);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * Whose turn it is with a pod.
	 */
	private static final class Turn {

		private final Semaphore free = new Semaphore(1, true);

		private int users;

	}

	/**
	 * A collection and who waits for it.
	 */
	private final class Running implements CollectionListener {

		private final EvidenceRequest request;

		private final List<CollectionListener> listeners = new CopyOnWriteArrayList<>();

		private final FutureTask<Evidence> task;

		private volatile boolean hasPod;

		private int waiting;

		private Running(EvidenceRequest request, Function<CollectionListener, Evidence> collection) {
			this.request = request;
			this.task = new FutureTask<>(() -> collect(collection));
		}

		private Evidence collect(Function<CollectionListener, Evidence> collection) {
			try {
				return inTurn(this.request, collection, this);
			}
			finally {
				forget(this);
			}
		}

		@Override
		public void onPod() {
			this.hasPod = true;
		}

		@Override
		public void onBytes(Kind file, long bytes) {
			this.listeners.forEach((listener) -> listener.onBytes(file, bytes));
		}

	}

	/**
	 * The wish of one who waits, given up when it is closed.
	 */
	final class Ticket implements AutoCloseable {

		private final Running running;

		private final CollectionListener listener;

		private Ticket(Running running, CollectionListener listener) {
			this.running = running;
			this.listener = listener;
		}

		/**
		 * Tells whether the pod was found, so that there will be a manifest.
		 * @return whether it was
		 */
		boolean hasPod() {
			return this.running.hasPod;
		}

		/**
		 * Waits for a while.
		 * @param patience how long
		 * @return whether the collection has ended
		 */
		boolean ends(Duration patience) {
			try {
				this.running.task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
				return true;
			}
			catch (ExecutionException | CancellationException ex) {
				return true;
			}
			catch (TimeoutException ex) {
				return false;
			}
			catch (InterruptedException ex) {
				throw interrupted();
			}
		}

		/**
		 * Waits for the end.
		 * @return what was had
		 */
		Evidence await() {
			try {
				return this.running.task.get();
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof RuntimeException cause) ? cause
						: new IllegalStateException(ex.getCause());
			}
			catch (InterruptedException ex) {
				throw interrupted();
			}
		}

		private static CancellationException interrupted() {
			Thread.currentThread().interrupt();
			return new CancellationException("The collection was cancelled");
		}

		@Override
		public void close() {
			leave(this.running, this.listener);
		}

	}

}
