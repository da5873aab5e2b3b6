package dev.heal.limits;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;

/**
 * A body that ends with a refusal where it is too large or takes too long.
 */
class BoundedBody extends ServletInputStream {

	private static final long TURN = 64 * 1024;

	private final ServletInputStream body;

	private final Bound max;

	private final Duration time;

	private final Bodies bodies;

	private final long start = System.nanoTime();

	private long arrived;

	BoundedBody(ServletInputStream body, Bound max, Duration time, Bodies bodies) {
		this.body = body;
		this.max = max;
		this.time = time;
		this.bodies = bodies;
	}

	@Override
	public int read() throws IOException {
		byte[] next = new byte[1];
		return (read(next, 0, 1) < 0) ? -1 : next[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = arrived(buffer, offset, length);
		count(Math.max(count, 0));
		return count;
	}

	private int arrived(byte[] buffer, int offset, int length) throws IOException {
		try {
			return this.body.read(buffer, offset, length);
		}
		catch (IOException ex) {
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SocketTimeoutException) {
				throw tooSlow("The body stopped arriving before its end.");
			}
			throw ex;
		}
	}

	// a parser that never waits would keep the processor from all other requests, health
	// probes too
	@SuppressWarnings("ThreadPriorityCheck")
	private void count(int count) {
		if ((this.arrived + count) / TURN > this.arrived / TURN) {
			Thread.yield();
		}
		this.arrived += count;
		this.bodies.add(count);
		this.max.check(this.arrived);
		if (System.nanoTime() - this.start > this.time.toNanos()) {
			throw tooSlow("The body took longer than %d s to arrive (heal.limits.body-time)."
				.formatted(this.time.toSeconds()));
		}
	}

	private static RefusedException tooSlow(String detail) {
		return new RefusedException(HttpStatus.REQUEST_TIMEOUT, detail);
	}

	void release() {
		this.bodies.remove(this.arrived);
	}

	@Override
	public boolean isFinished() {
		return this.body.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.body.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		this.body.setReadListener(listener);
	}

}
