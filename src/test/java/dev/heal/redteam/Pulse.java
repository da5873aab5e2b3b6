package dev.heal.redteam;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks Heal all the time whether it is alive, as the kubelet does.
 */
final class Pulse implements AutoCloseable {

	private final URI probe;

	private final AtomicLong longest = new AtomicLong();

	private final Thread thread;

	private volatile long since = System.nanoTime();

	Pulse(int port) {
		this.probe = URI.create("http://127.0.0.1:" + port + "/actuator/health/liveness");
		this.thread = Thread.ofPlatform().daemon().start(this::run);
	}

	private void run() {
		while (!Thread.currentThread().isInterrupted()) {
			try {
				Thread.sleep(100);
				this.since = System.nanoTime();
				while (!answers()) {
					Thread.sleep(100);
				}
				note(System.nanoTime() - this.since);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private void note(long time) {
		this.longest.accumulateAndGet(time, Math::max);
	}

	private boolean answers() {
		try {
			HttpURLConnection connection = (HttpURLConnection) this.probe.toURL().openConnection();
			// as a kubelet, which makes a connection for each
			connection.setRequestProperty("Connection", "close");
			connection.setConnectTimeout(5000);
			connection.setReadTimeout(5000);
			return connection.getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Returns the longest time that an answer has taken since the last time, also of one
	 * that has not come yet.
	 * @return the time
	 */
	Duration takeLongest() {
		note(System.nanoTime() - this.since - Duration.ofMillis(200).toNanos());
		return Duration.ofNanos(this.longest.getAndSet(0));
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

}
