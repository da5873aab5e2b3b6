package dev.heal.workspace;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Up to which record a journal is durable, and who waits for more.
 */
final class Durability {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition wish = this.lock.newCondition();

	private final Condition answer = this.lock.newCondition();

	private long reached;

	private long wanted;

	private long failures;

	private @Nullable IOException failure;

	private boolean closed;

	void await(long record, Duration patience) throws IOException {
		this.lock.lock();
		try {
			long before = this.failures;
			long left = patience.toNanos();
			while (this.reached < record) {
				if (left <= 0 || this.failures != before) {
					throw new IOException("not forced to the disk", this.failure);
				}
				this.wanted = Math.max(this.wanted, record);
				this.wish.signal();
				left = this.answer.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted while waiting for the disk", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until somebody waits.
	 * @return whether somebody does, false when nobody will any more
	 */
	boolean isWanted() {
		this.lock.lock();
		try {
			while (this.wanted <= this.reached && !this.closed) {
				this.wish.awaitUninterruptibly();
			}
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	void reached(long record) {
		this.lock.lock();
		try {
			this.reached = Math.max(this.reached, record);
			this.answer.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends away whoever waits now.
	 * @param ex why
	 */
	void failed(IOException ex) {
		this.lock.lock();
		try {
			this.failure = ex;
			this.failures++;
			this.wanted = this.reached;
			this.answer.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.wish.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

}
