package dev.heal.analysis.log.line;

/**
 * A line as it was read: at most its first {@value LogScanner#LINE_LIMIT} bytes, without
 * the line feed.
 */
public final class RawLine {

	private static final byte ESCAPE = 0x1b;

	private final long number;

	private final byte[] bytes;

	RawLine(long number, byte[] bytes) {
		this.number = number;
		this.bytes = bytes;
	}

	long number() {
		return this.number;
	}

	byte[] bytes() {
		return this.bytes;
	}

	boolean isIndented() {
		int first = afterColour();
		return first < this.bytes.length && (this.bytes[first] == ' ' || this.bytes[first] == '\t');
	}

	private int afterColour() {
		int at = 0;
		if (this.bytes.length > 0 && this.bytes[0] == ESCAPE) {
			while (at < this.bytes.length && this.bytes[at] != 'm') {
				at++;
			}
			at++;
		}
		return at;
	}

}
