package dev.heal.evidence.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A log as it comes, read ahead by a thread of its own while another one writes. No more
 * than a few buffers are on their way, however long the log is. The reading thread is
 * virtual, since only those can be interrupted while they read from a socket.
 */
public final class LogStream implements Closeable {

	private static final int BUFFERS = 4;

	private static final int SIZE = 256 * 1024;

	private final BlockingQueue<Chunk> ready = new ArrayBlockingQueue<>(BUFFERS + 1);

	private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(BUFFERS);

	private final Chunk end = new Chunk(0);

	private final Thread reader;

	private volatile @Nullable IOException failure;

	private int buffers;

	/**
	 * Begins to read.
	 * @param source the log
	 */
	public LogStream(Source source) {
		this.reader = Thread.ofVirtual().name("log-reader").start(() -> read(source));
	}

	private void read(Source source) {
		try {
			this.failure = failure(source);
			this.ready.put(this.end);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable IOException failure(Source source) throws InterruptedException {
		try {
			source.readTo(this);
			return null;
		}
		catch (IOException ex) {
			return ex;
		}
		catch (RuntimeException ex) {
			return new IOException(ex.toString(), ex);
		}
	}

	/**
	 * Returns an empty buffer to the reading thread.
	 * @return a buffer
	 */
	Chunk buffer() throws InterruptedException {
		Chunk buffer = this.free.poll();
		if (buffer == null && this.buffers < BUFFERS) {
			this.buffers++;
			return new Chunk(SIZE);
		}
		return (buffer != null) ? buffer : this.free.take();
	}

	/**
	 * Hands a buffer over to the writing thread.
	 * @param buffer the buffer, not to be touched any more
	 */
	void put(Chunk buffer) throws InterruptedException {
		this.ready.put(buffer);
	}

	/**
	 * Returns the next part to the writing thread, to be given back when it is written.
	 * @param budget how long to wait for it
	 * @return the next part, null at the end
	 * @throws IOException if the log could not be had, or not any further
	 */
	public @Nullable Chunk next(LogBudget budget) throws IOException {
		Chunk chunk = take(budget);
		if (!chunk.equals(this.end)) {
			return chunk;
		}
		this.ready.add(chunk);
		IOException failure = this.failure;
		if (failure != null) {
			throw failure;
		}
		return null;
	}

	private Chunk take(LogBudget budget) throws IOException {
		try {
			Chunk chunk = this.ready.poll(budget.left().toMillis(), TimeUnit.MILLISECONDS);
			if (chunk == null) {
				throw budget.outOfTime();
			}
			return chunk;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("cancelled");
		}
	}

	public void giveBack(Chunk chunk) {
		chunk.clear();
		this.free.add(chunk);
	}

	@Override
	public void close() {
		this.reader.interrupt();
	}

	/**
	 * Where a log comes from.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Reads it to the end.
		 * @param target what to put it into
		 */
		void readTo(LogStream target) throws IOException, InterruptedException;

	}

	/**
	 * A part of the log.
	 */
	public static final class Chunk {

		private final byte[] bytes;

		private int length;

		private Chunk(int size) {
			this.bytes = new byte[size];
		}

		public byte[] bytes() {
			return this.bytes;
		}

		public int length() {
			return this.length;
		}

		boolean isFull() {
			return this.length == this.bytes.length;
		}

		private void clear() {
			this.length = 0;
		}

		/**
		 * Adds as much as there is room for.
		 * @param data where to find it
		 * @param from where it begins
		 * @param count how much there is
		 * @return how much was added
		 */
		int add(byte[] data, int from, int count) {
			int added = Math.min(count, this.bytes.length - this.length);
			System.arraycopy(data, from, this.bytes, this.length, added);
			this.length += added;
			return added;
		}

		/**
		 * Adds what can be read at once.
		 * @param in where to read
		 * @return whether there may be more
		 */
		boolean fill(InputStream in) throws IOException {
			int count = in.read(this.bytes, this.length, this.bytes.length - this.length);
			this.length += Math.max(count, 0);
			return count >= 0;
		}

	}

}
