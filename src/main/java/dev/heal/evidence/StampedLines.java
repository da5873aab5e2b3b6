package dev.heal.evidence;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.evidence.ContainerLogSource.LogChangedException;

/**
 * Takes the time stamps off the lines of a log, whatever pieces it comes in, and tells
 * its position by them.
 */
final class StampedLines {

	private static final Pattern STAMP = Pattern
		.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}(Z|[+-]\\d\\d:\\d\\d) ");

	private static final int LONGEST = "2026-01-05T10:00:00.000000000+00:00 ".length();

	private final LogPosition position;

	private final byte[] stamp = new byte[LONGEST];

	private int stampLength;

	private boolean isInStamp = true;

	StampedLines(LogPosition position) {
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
	int strip(byte[] in, int length, byte[] out) throws LogChangedException {
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
	@SuppressWarnings("JdkObsolete") // hitEnd is for streams, as this is
	int end(byte[] out) throws LogChangedException {
		Matcher begun = STAMP.matcher(stamp());
		int length = (begun.matches() || begun.hitEnd()) ? 0 : this.stampLength;
		this.stampLength = 0;
		return (length > 0) ? take(this.stamp, 0, length, out, 0) : 0;
	}

	private String stamp() {
		return new String(this.stamp, 0, this.stampLength, StandardCharsets.ISO_8859_1);
	}

	private int readStamp(byte[] in, int from, int length) {
		int at = from;
		while (at < length && this.isInStamp) {
			byte next = in[at++];
			this.stamp[this.stampLength++] = next;
			this.isInStamp = next != ' ' && next != '\n' && this.stampLength < LONGEST;
		}
		return at;
	}

	// What begins with no stamp comes from the kubelet, in place of a log
	private int endStamp(byte[] out, int left) throws LogChangedException {
		String text = stamp();
		int length = this.stampLength;
		this.stampLength = 0;
		if (STAMP.matcher(text).matches()) {
			this.position.line(text.strip());
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

	/**
	 * The longest that may be left over of earlier pieces.
	 * @return the length of a stamp
	 */
	static int longest() {
		return LONGEST;
	}

}
