package dev.heal.evidence.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A stream that may last as long as it likes, if only it does not drip. Time that its
 * reader spends elsewhere does not count.
 */
final class LivelyInputStream extends FilterInputStream {

	private static final long LEAST = 4096;

	private final long patience;

	private long waited;

	private long bytes;

	LivelyInputStream(InputStream in, Duration patience) {
		super(in);
		this.patience = patience.toNanos();
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		long begin = System.nanoTime();
		int count = super.read(target, offset, length);
		this.waited += System.nanoTime() - begin;
		this.bytes += Math.max(count, 0);
		if (this.waited > this.patience) {
			check();
		}
		return count;
	}

	private void check() throws SocketTimeoutException {
		if (this.bytes < LEAST) {
			throw new SocketTimeoutException("the log came too slowly");
		}
		this.waited = 0;
		this.bytes = 0;
	}

}
