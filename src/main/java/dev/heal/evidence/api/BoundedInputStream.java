package dev.heal.evidence.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A stream that must be read to its end in time, and must not be longer than it may be.
 */
final class BoundedInputStream extends FilterInputStream {

	private final long limit;

	private final long patience;

	private long waited;

	private long bytes;

	/**
	 * Bounds a stream.
	 * @param in the stream
	 * @param limit its length at the most
	 * @param patience how long it may take; time that its reader spends elsewhere does
	 * not count
	 */
	BoundedInputStream(InputStream in, long limit, Duration patience) {
		super(in);
		this.limit = limit;
		this.patience = patience.toNanos();
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		long begin = System.nanoTime();
		int count = super.read(target, offset, length);
		this.waited += System.nanoTime() - begin;
		if (this.waited > this.patience) {
			throw new SocketTimeoutException("the answer did not end in time");
		}
		this.bytes += Math.max(count, 0);
		if (this.bytes > this.limit) {
			throw new TooLargeException("it has more than heal.limits.object-size=%d bytes".formatted(this.limit));
		}
		return count;
	}

}
