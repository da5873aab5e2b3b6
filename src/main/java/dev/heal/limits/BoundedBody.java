package dev.heal.limits;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.springframework.http.HttpStatus;

/**
 * A body that ends with a refusal where it is too large or takes too long.
 */
class BoundedBody extends ServletInputStream {

	private final ServletInputStream body;

	private final long max;

	private final Duration time;

	private final Bodies bodies;

	private final long start = System.nanoTime();

	private long arrived;

	BoundedBody(ServletInputStream body, long max, Duration time, Bodies bodies) {
		this.body = body;
		this.max = max;
		this.time = time;
		this.bodies = bodies;
	}

	@Override
	public int read() throws IOException {
		int next = this.body.read();
		count((next < 0) ? 0 : 1);
		return next;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = this.body.read(buffer, offset, length);
		count(Math.max(count, 0));
		return count;
	}

	private void count(int count) {
		this.arrived += count;
		this.bodies.add(count);
		if (this.arrived > this.max) {
			throw new RefusedException(HttpStatus.CONTENT_TOO_LARGE, tooLarge(this.max));
		}
		if (System.nanoTime() - this.start > this.time.toNanos()) {
			throw new RefusedException(HttpStatus.REQUEST_TIMEOUT,
					"The body took longer than %d s to arrive (heal.limits.body-time)."
						.formatted(this.time.toSeconds()));
		}
	}

	static String tooLarge(long max) {
		return "The body is larger than %d bytes, which is the most for this call (heal.limits). ".formatted(max)
				+ "For a webhook, set max_alerts in Alertmanager's webhook_config.";
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
