package dev.heal.evidence.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.heal.evidence.log.ContainerLogSource.LogChangedException;
import dev.heal.evidence.log.ContainerLogSource.LogCutException;

/**
 * How far a log has been delivered, in terms of what the API server can be asked for: all
 * lines since a whole second, of which the first so many bytes are known already.
 */
public final class LogPosition {

	private final LastBytes lastDelivered = new LastBytes();

	private final LastBytes lastSkipped = new LastBytes();

	private final byte[] line = new byte[Stamp.LONGEST];

	private long delivered;

	private byte @Nullable [] first;

	private byte @Nullable [] second;

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
	public @Nullable String second() {
		return (this.second != null) ? new String(this.second, StandardCharsets.ISO_8859_1) : null;
	}

	/**
	 * Begins anew at {@link #second()}.
	 */
	public void resume() {
		this.ahead = (this.second != null) ? this.sinceSecond : this.delivered;
		this.lastSkipped.clear();
	}

	/**
	 * Begins a line.
	 * @param stamp its time stamp
	 * @param length the length of that
	 */
	void line(byte[] stamp, int length) {
		System.arraycopy(stamp, 0, this.line, 0, length);
		if (this.first == null) {
			this.first = this.line.clone();
		}
		this.isBeforeFirst = order(this.line, this.first, Stamp.NANOSECOND) < 0;
		if (!this.isBeforeFirst && (this.second == null || order(this.line, this.second, Stamp.SECOND) > 0)) {
			this.second = second(length);
			this.sinceSecond = this.ahead;
		}
		this.isInSecond = this.second != null && order(this.line, this.second, Stamp.SECOND) == 0;
	}

	private byte[] second(int length) {
		int zone = length - 1 - Stamp.NANOSECOND;
		byte[] result = Arrays.copyOf(this.line, Stamp.SECOND + zone);
		System.arraycopy(this.line, Stamp.NANOSECOND, result, Stamp.SECOND, zone);
		return result;
	}

	private static int order(byte[] stamp, byte[] other, int length) {
		return Arrays.compare(stamp, 0, length, other, 0, length);
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
			this.lastSkipped.add(bytes, from, known);
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
	public void deliver(byte[] bytes, int from, int length) {
		if (length > 0) {
			this.delivered += length;
			this.sinceSecond += this.isInSecond ? length : 0;
			this.lastDelivered.add(bytes, from, length);
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
		return isBehind(lastLine)
				|| (this.delivered >= lastLine.delivered && this.lastDelivered.endsAs(lastLine.lastDelivered));
	}

	private boolean isBehind(LogPosition other) {
		return this.first != null && other.first != null && order(this.line, other.line, Stamp.NANOSECOND) > 0;
	}

	private void verify() throws LogChangedException {
		if (this.ahead == 0 && !this.lastDelivered.endsAs(this.lastSkipped)) {
			throw new LogChangedException();
		}
	}

}
