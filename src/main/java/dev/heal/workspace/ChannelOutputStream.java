package dev.heal.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.jspecify.annotations.Nullable;

/**
 * A stream into a channel that closing it leaves open, so that the channel can still be
 * forced to the disk. It stops before the volume is full.
 */
final class ChannelOutputStream extends OutputStream {

	private static final long CHECK_EVERY = 64 << 20;

	private final FileChannel channel;

	private final @Nullable FreeSpace space;

	private long unchecked = CHECK_EVERY;

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
		if (this.space != null && this.unchecked >= CHECK_EVERY) {
			this.space.insist();
			this.unchecked = 0;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
	}

}
