package dev.heal.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * A log as it comes, read ahead by a thread of its own while another one writes. No more
 * than a few buffers are on their way, however long the log is. The reading thread is
 * virtual, since only those can be interrupted while they read from a socket.
 */
final class LogStream implements Closeable {

	private static final int BUFFERS = 4;

	private static final int SIZE = 256 * 1024;

	private final BlockingQueue<Chunk> ready = new ArrayBlockingQueue<>(BUFFERS + 1);

	private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);

	private final Thread reader;

	private int buffers;

	/**
	 * Begins to read.
	 * @param source the log
	 */
	LogStream(Source source) {
		this.reader = Thread.ofVirtual().name("log-reader").start(() -> read(source));
	}

	private void read(Source source) {
		try {
			put(new Chunk(new byte[0], 0, end(source)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private IOException end(Source source) throws InterruptedException {
		try {
			source.readTo(this);
			return Chunk.END;
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
	byte[] buffer() throws InterruptedException {
		byte[] buffer = this.free.poll();
		if (buffer == null && this.buffers < BUFFERS) {
			this.buffers++;
			return new byte[SIZE];
		}
		return (buffer != null) ? buffer : this.free.take();
	}

	/**
	 * Hands a buffer over to the writing thread.
	 * @param buffer the buffer, not to be touched any more
	 * @param length how much is in it
	 */
	void put(byte[] buffer, int length) throws InterruptedException {
		put(new Chunk(buffer, length, null));
	}

	private void put(Chunk chunk) throws InterruptedException {
		this.ready.put(chunk);
	}

	/**
	 * Returns the next part to the writing thread, to be given back when it is written.
	 * @return the next part, null at the end
	 * @throws IOException if the log could not be had, or not any further
	 */
	@Nullable Chunk next() throws IOException {
		try {
			Chunk chunk = this.ready.take();
			if (chunk.end == null) {
				return chunk;
			}
			this.ready.add(chunk);
			return chunk.orThrow();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("cancelled");
		}
	}

	void giveBack(Chunk chunk) {
		this.free.offer(chunk.bytes);
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
	 * A part of the log, or its end.
	 *
	 * @param bytes a buffer
	 * @param length how much is in it
	 * @param end what ended the log, null when this is not the end
	 */
	record Chunk(byte[] bytes, int length, @Nullable IOException end) {

		private static final IOException END = new IOException("end");

		private @Nullable Chunk orThrow() throws IOException {
			if (this.end != null && this.end != END) {
				throw this.end;
			}
			return null;
		}

	}

}
