package dev.heal.evidence.api;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Gives room to lists that are large, to one at a time, so that many of them at once do
 * not take all memory. Who waits for too long makes do with a small one.
 */
public final class LargeLists {

	/**
	 * What every list may have.
	 */
	static final long SMALL = 2 << 20;

	private final Semaphore turn = new Semaphore(1, true);

	private final long largest;

	private final long patience;

	/**
	 * Creates it.
	 * @param largest the size of the largest list
	 * @param patience how long to wait for a turn, in seconds
	 */
	public LargeLists(long largest, long patience) {
		this.largest = largest;
		this.patience = patience;
	}

	public Room room() {
		return new Room(this);
	}

	/**
	 * The room that one list has.
	 */
	public static final class Room implements AutoCloseable {

		private final LargeLists lists;

		private long limit = SMALL;

		private boolean isHolding;

		private boolean isFinal;

		private Room(LargeLists lists) {
			this.lists = lists;
			this.limit = Math.min(SMALL, lists.largest);
		}

		public static Room small() {
			return new Room(new LargeLists(SMALL, 0));
		}

		/**
		 * Tells whether so much fits.
		 * @param bytes the size
		 * @return whether it does, after waiting for a turn if need be
		 */
		synchronized boolean fits(long bytes) {
			if (bytes > this.limit && !this.isFinal) {
				this.isFinal = true;
				this.isHolding = this.lists.largest > this.limit && wait(this.lists);
				this.limit = this.isHolding ? this.lists.largest : this.limit;
			}
			return bytes <= this.limit;
		}

		private static boolean wait(LargeLists lists) {
			try {
				return lists.turn.tryAcquire(lists.patience, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

		@Override
		public synchronized void close() {
			this.isFinal = true;
			if (this.isHolding) {
				this.isHolding = false;
				this.lists.turn.release();
			}
		}

	}

}
