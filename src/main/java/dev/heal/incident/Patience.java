package dev.heal.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long one webhook may wait for what a worker would find out as well. It is spent at
 * once when the API server does not answer.
 */
final class Patience {

	private static final Duration ALL = Duration.ofSeconds(1);

	private final long deadline = System.nanoTime() + ALL.toNanos();

	private boolean spent;

	<T> Optional<T> spend(Function<Duration, Optional<T>> search) {
		Duration left = Duration.ofNanos(this.deadline - System.nanoTime());
		Optional<T> found = this.spent ? Optional.empty() : search.apply(left);
		this.spent = found.isEmpty();
		return found;
	}

}
