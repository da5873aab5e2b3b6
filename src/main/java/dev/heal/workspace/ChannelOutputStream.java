package dev.heal.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * A stream into a channel that closing it leaves open. A long file is forced to the disk
 * while it is still being written, so that disk and network work at the same time. It
 * stops before the volume is full.
 */
final class ChannelOutputStream extends OutputStream {

	private static final long STEP = 32 << 20;

	private final FileChannel channel;

	private final @Nullable FreeSpace space;

	private long unchecked = STEP;

	private CompletableFuture<Void> flush = CompletableFuture.completedFuture(null);

	ChannelOutputStream(FileChannel channel, @Nullable FreeSpace space) {
		this.channel = channel;
		this.space = space;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.unchecked += length;
		if (this.unchecked >= STEP) {
			check();
			this.unchecked = 0;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
	}

	private void check() throws IOException {
		if (this.space != null) {
			this.space.insist(this.channel.position() > 0);
		}
		if (this.channel.position() > 0 && this.flush.isDone()) {
			await();
			this.flush = CompletableFuture.runAsync(this::flushNow,
					(task) -> Thread.ofPlatform().name("flush").daemon().start(task));
		}
	}

	private void flushNow() {
		try {
			this.channel.force(false);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Forces all of it to the disk. An earlier attempt that failed is not made up for by
	 * a later one: the kernel tells of a lost page once.
	 * @throws IOException if any of it may not be there
	 */
	void force() throws IOException {
		await();
		this.channel.force(true);
	}

	private void await() throws IOException {
		try {
			this.flush.join();
		}
		catch (CompletionException ex) {
			throw new IOException("could not be forced to the disk", ex.getCause());
		}
	}

}
