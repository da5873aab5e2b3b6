package dev.heal.evidence.log;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.heal.evidence.EvidenceLimits;
import dev.heal.workspace.Workspace;

/**
 * How much may still be taken of the logs of one collection: of bytes, of time and of the
 * volume.
 */
public final class LogBudget {

	private static final long STEP = 16 << 20;

	private final EvidenceLimits limits;

	private final Workspace workspace;

	private final long begin = System.nanoTime();

	private final AtomicLong taken = new AtomicLong();

	public LogBudget(EvidenceLimits limits, Workspace workspace) {
		this.limits = limits;
		this.workspace = workspace;
	}

	/**
	 * Takes a part of a log.
	 * @param before the size of the file without it
	 * @param bytes its size
	 * @throws LogLimitException if there is no room for it
	 */
	void take(long before, int bytes) throws IOException {
		if (before + bytes > this.limits.logSize().toBytes()) {
			throw new LogLimitException("the file would have more than heal.limits.log-size=" + this.limits.logSize());
		}
		long all = this.taken.addAndGet(bytes);
		if (all > this.limits.collectionSize().toBytes()) {
			throw new LogLimitException(
					"the pod's logs would have more than heal.limits.collection-size=" + this.limits.collectionSize());
		}
		if (all / STEP != (all - bytes) / STEP && this.workspace.isShortOfSpace()) {
			throw new LogLimitException("the volume is as good as full");
		}
	}

	/**
	 * Returns how much time is left.
	 * @return the time
	 * @throws LogLimitException if there is none
	 */
	Duration left() throws LogLimitException {
		Duration left = this.limits.collectionTime().minusNanos(System.nanoTime() - this.begin);
		if (left.isNegative()) {
			throw outOfTime();
		}
		return left;
	}

	LogLimitException outOfTime() {
		return new LogLimitException(
				"the collection took longer than heal.limits.collection-time=" + this.limits.collectionTime());
	}

	/**
	 * A limit of Heal's ended a log.
	 */
	static final class LogLimitException extends IOException {

		private static final long serialVersionUID = 1L;

		LogLimitException(String message) {
			super(message);
		}

	}

}
