package dev.heal.evidence.log;

import dev.heal.evidence.log.ContainerLogSource.LogChangedException;

/**
 * Takes the time stamps off the lines of a log, whatever pieces it comes in, and tells
 * its position by them.
 */
public final class StampedLines {

	private final LogPosition position;

	private final byte[] stamp = new byte[Stamp.LONGEST];

	private int stampLength;

	private boolean isInStamp = true;

	public StampedLines(LogPosition position) {
		this.position = position;
	}

	/**
	 * Takes what is new in a piece, without stamps.
	 * @param in the piece as it came
	 * @param length its length
	 * @param out where to put what is new: as long as the piece, and a stamp
	 * @return how much that is
	 * @throws LogChangedException if the log is not the same any more
	 */
	public int strip(byte[] in, int length, byte[] out) throws LogChangedException {
		int left = 0;
		int at = 0;
		while (at < length) {
			if (this.isInStamp) {
				at = readStamp(in, at, length);
				left += this.isInStamp ? 0 : endStamp(out, left);
			}
			else {
				int end = endOfLine(in, at, length);
				left += take(in, at, end, out, left);
				at = end;
			}
		}
		return left;
	}

	/**
	 * Ends the stream. What was begun may be the rest of a line that has no stamp; the
	 * beginning of a stamp is nothing.
	 * @param out where to put what is new
	 * @return how much that is
	 * @throws LogChangedException if the log is not the same any more
	 */
	int end(byte[] out) throws LogChangedException {
		int length = this.stampLength;
		this.stampLength = 0;
		return Stamp.mayBecome(this.stamp, length) ? 0 : take(this.stamp, 0, length, out, 0);
	}

	private int readStamp(byte[] in, int from, int length) {
		int at = from;
		while (at < length && this.isInStamp) {
			byte next = in[at++];
			this.stamp[this.stampLength++] = next;
			this.isInStamp = next != ' ' && next != '\n' && this.stampLength < Stamp.LONGEST;
		}
		return at;
	}

	// What begins with no stamp comes from the kubelet, in place of a log
	private int endStamp(byte[] out, int left) throws LogChangedException {
		int length = this.stampLength;
		this.stampLength = 0;
		if (Stamp.is(this.stamp, length)) {
			this.position.line(this.stamp, length);
			return 0;
		}
		return take(this.stamp, 0, length, out, left);
	}

	private int take(byte[] in, int from, int end, byte[] out, int left) throws LogChangedException {
		int known = this.position.take(in, from, end - from);
		System.arraycopy(in, from + known, out, left, end - from - known);
		this.isInStamp = in[end - 1] == '\n';
		return end - from - known;
	}

	private static int endOfLine(byte[] in, int from, int length) {
		for (int i = from; i < length; i++) {
			if (in[i] == '\n') {
				return i + 1;
			}
		}
		return length;
	}

}
