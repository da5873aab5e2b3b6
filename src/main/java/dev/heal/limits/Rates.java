package dev.heal.limits;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * How often each caller may call: a bucket that fills up steadily to what a second holds,
 * and twice that at the most.
 */
class Rates {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final long cost;

	private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
		.maximumSize(10_000)
		.expireAfterAccess(Duration.ofMinutes(1))
		.build();

	Rates(int perSecond) {
		this.cost = SECOND / perSecond;
	}

	/**
	 * Takes a call out of the caller's bucket.
	 * @param caller the caller
	 * @param now the time in nanoseconds
	 * @return whether there was one left
	 */
	boolean mayCall(String caller, long now) {
		return this.buckets.get(caller, (_) -> new Bucket(now)).take(now, this.cost);
	}

	/**
	 * The bucket of a caller, measured in the time that its calls take to come back.
	 */
	private static final class Bucket {

		private long emptyAt;

		Bucket(long now) {
			this.emptyAt = now - 2 * SECOND;
		}

		synchronized boolean take(long now, long cost) {
			this.emptyAt = Math.max(this.emptyAt, now - 2 * SECOND);
			boolean left = this.emptyAt + cost <= now;
			this.emptyAt += left ? cost : 0;
			return left;
		}

	}

}
