package dev.heal.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A stream into a channel that closing it leaves open, so that the channel can still be
 * forced to the disk.
 */
final class ChannelOutputStream extends OutputStream {

	private final FileChannel channel;

	ChannelOutputStream(FileChannel channel) {
		this.channel = channel;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
	}

}
