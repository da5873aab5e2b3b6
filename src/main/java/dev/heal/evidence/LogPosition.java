package dev.heal.evidence;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.heal.evidence.ContainerLogSource.LogChangedException;
import dev.heal.evidence.ContainerLogSource.LogCutException;

/**
 * How far a log has been delivered, in terms of what the API server can be asked for: all
 * lines since a whole second, of which the first so many bytes are known already.
 */
final class LogPosition {

	private static final int REMEMBERED = 4096;

	private static final int SECOND = "2026-01-05T10:00:00".length();

	private static final int NANOSECOND = SECOND + ".000000000".length();

	private byte[] lastDelivered = new byte[0];

	private byte[] lastSkipped = new byte[0];

	private long delivered;

	private @Nullable String first;

	private @Nullable String second;

	private @Nullable String line;

	private long sinceSecond;

	private long ahead;

	private boolean isInSecond;

	private boolean isBeforeFirst;

	/**
	 * Returns how much of the log is known.
	 * @return the number of bytes
	 */
	long delivered() {
		return this.delivered;
	}

	/**
	 * Returns the second from where to ask on.
	 * @return an RFC 3339 time, null for the beginning
	 */
	@Nullable String second() {
		return this.second;
	}

	/**
	 * Begins anew at {@link #second()}.
	 */
	void resume() {
		this.ahead = (this.second != null) ? this.sinceSecond : this.delivered;
		this.lastSkipped = new byte[0];
	}

	/**
	 * Begins a line.
	 * @param stamp its time stamp
	 */
	void line(String stamp) {
		this.line = stamp;
		if (this.first == null) {
			this.first = stamp;
		}
		this.isBeforeFirst = order(stamp, this.first, NANOSECOND) < 0;
		if (!this.isBeforeFirst && (this.second == null || order(stamp, this.second, SECOND) > 0)) {
			this.second = stamp.substring(0, SECOND) + stamp.substring(NANOSECOND);
			this.sinceSecond = this.ahead;
		}
		this.isInSecond = this.second != null && order(stamp, this.second, SECOND) == 0;
	}

	private static int order(String stamp, String other, int length) {
		return stamp.substring(0, length).compareTo(other.substring(0, length));
	}

	/**
	 * Takes a part of a line.
	 * @param bytes where it is
	 * @param from where it begins
	 * @param length its length
	 * @return how much of it was known already
	 * @throws LogChangedException if that was something else
	 */
	int take(byte[] bytes, int from, int length) throws LogChangedException {
		if (this.isBeforeFirst && this.ahead > 0) {
			return length;
		}
		int known = (int) Math.min(length, this.ahead);
		if (known > 0) {
			this.ahead -= known;
			this.lastSkipped = remember(this.lastSkipped, bytes, from, known);
			verify();
		}
		deliver(bytes, from + known, length - known);
		return known;
	}

	/**
	 * Notes what is new.
	 * @param bytes where it is
	 * @param from where it begins
	 * @param length its length
	 */
	void deliver(byte[] bytes, int from, int length) {
		if (length > 0) {
			this.delivered += length;
			this.sinceSecond += this.isInSecond ? length : 0;
			this.lastDelivered = remember(this.lastDelivered, bytes, from, length);
		}
	}

	/**
	 * Ends the log.
	 * @throws LogCutException if it is shorter than what is known of it
	 */
	void end() throws LogCutException {
		if (this.ahead > 0) {
			throw new LogCutException();
		}
	}

	/**
	 * Tells whether all is delivered up to the line that was the last one once.
	 * @param lastLine that line, at its time
	 * @return whether it was delivered, or a later one
	 */
	boolean reaches(LogPosition lastLine) {
		return isBehind(lastLine) || (this.delivered >= lastLine.delivered && endsWith(lastLine.lastDelivered));
	}

	private boolean isBehind(LogPosition other) {
		return this.line != null && other.line != null && order(this.line, other.line, NANOSECOND) > 0;
	}

	private boolean endsWith(byte[] end) {
		int length = Math.min(end.length, this.lastDelivered.length);
		return Arrays.equals(end(end, length), end(this.lastDelivered, length));
	}

	private void verify() throws LogChangedException {
		if (this.ahead == 0) {
			if (!endsWith(this.lastSkipped)) {
				throw new LogChangedException();
			}
		}
	}

	private static byte[] remember(byte[] last, byte[] bytes, int from, int length) {
		if (length >= REMEMBERED) {
			return Arrays.copyOfRange(bytes, from + length - REMEMBERED, from + length);
		}
		byte[] kept = end(last, Math.min(last.length, REMEMBERED - length));
		byte[] result = Arrays.copyOf(kept, kept.length + length);
		System.arraycopy(bytes, from, result, kept.length, length);
		return result;
	}

	private static byte[] end(byte[] bytes, int length) {
		return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
	}

}
