package dev.heal.limits;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP that ends connections which only take room. To Tomcat by itself every byte of a
 * head is a sign of life, so that a head may take for ever; and a connection is kept for
 * its next request although others wait to be accepted. Here the whole head must arrive
 * within the connection timeout, and once three quarters of all connections are taken,
 * those without a request end, the oldest first, until half are free.
 */
public class PromptProtocol extends Http11NioProtocol {

	private static final Logger logger = LoggerFactory.getLogger(PromptProtocol.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private @Nullable Future<?> sweeping;

	@Override
	public void start() throws Exception {
		super.start();
		this.sweeping = getUtilityExecutor().scheduleWithFixedDelay(this::sweepSurely, INTERVAL.toMillis(),
				INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() throws Exception {
		Future<?> running = this.sweeping;
		if (running != null) {
			running.cancel(false);
		}
		super.stop();
	}

	// what is thrown would end the schedule
	private void sweepSurely() {
		try {
			sweep();
		}
		catch (RuntimeException ex) {
			logger.warn("Could not look for connections that take too long", ex);
		}
	}

	private void sweep() {
		List<Waiting> waiting = getEndpoint().getConnections()
			.stream()
			.map(NioSocketWrapper.class::cast)
			.flatMap((connection) -> age(connection).stream().mapToObj((age) -> new Waiting(connection, age)))
			.sorted(Comparator.comparingLong(Waiting::age).reversed())
			.toList();
		long surplus = surplus();
		for (Waiting each : waiting) {
			if (surplus > 0 || isLate(each)) {
				end(each);
				surplus--;
			}
		}
	}

	private long surplus() {
		long max = getMaxConnections();
		long open = getConnectionCount();
		return (open > max * 3 / 4) ? open - max / 2 : 0;
	}

	private boolean isLate(Waiting waiting) {
		return getConnectionTimeout() > 0 && waiting.age() > getConnectionTimeout()
				&& waiting.connection().getCurrentProcessor() != null;
	}

	// Tomcat holds the lock while it works on a connection
	private static void end(Waiting waiting) {
		NioSocketWrapper connection = waiting.connection();
		if (connection.getLock().tryLock()) {
			try {
				if (age(connection).orElse(-1) >= waiting.age()) {
					connection.close();
					logger.debug("Ended {}, which waited {} ms for a request", connection, waiting.age());
				}
			}
			finally {
				connection.getLock().unlock();
			}
		}
	}

	/**
	 * Tells how long a connection has been waiting for a request.
	 * @param connection the connection
	 * @return the milliseconds since the head began to arrive, or since the last request
	 * where none has; empty while one is served
	 */
	private static OptionalLong age(NioSocketWrapper connection) {
		if (!connection.getLock().tryLock()) {
			return OptionalLong.empty();
		}
		try {
			return (connection.getCurrentProcessor() instanceof Processor processor) ? age(processor)
					: OptionalLong.of(System.currentTimeMillis() - connection.getLastRead());
		}
		finally {
			connection.getLock().unlock();
		}
	}

	// whoever is not served now, and not later, has sent a part of a head
	private static OptionalLong age(Processor processor) {
		Request request = processor.getRequest();
		return (processor.isAsync() || request.getStartTimeNanos() < 0) ? OptionalLong.empty()
				: OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getStartTimeNanos()));
	}

	/**
	 * A connection without a request.
	 *
	 * @param connection the connection
	 * @param age for how many milliseconds
	 */
	private record Waiting(NioSocketWrapper connection, long age) {

	}

}
