package dev.heal.analysis.log;

/**
 * A line as it was read: at most its first {@value LogScanner#LINE_LIMIT} bytes, without
 * the line feed.
 */
final class RawLine {

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
		return this.bytes.length > 0 && (this.bytes[0] == ' ' || this.bytes[0] == '\t');
	}

}
