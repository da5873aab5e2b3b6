package dev.heal.evidence.log;

import java.util.Arrays;

/**
 * Remembers the end of what passes by.
 */
final class LastBytes {

	private static final int SIZE = 4096;

	private final byte[] bytes = new byte[8 * SIZE];

	private int end;

	void add(byte[] source, int from, int length) {
		if (length >= SIZE) {
			System.arraycopy(source, from + length - SIZE, this.bytes, 0, SIZE);
			this.end = SIZE;
			return;
		}
		if (this.end + length > this.bytes.length) {
			System.arraycopy(this.bytes, this.end - SIZE, this.bytes, 0, SIZE);
			this.end = SIZE;
		}
		System.arraycopy(source, from, this.bytes, this.end, length);
		this.end += length;
	}

	void clear() {
		this.end = 0;
	}

	/**
	 * Tells whether one ends as the other.
	 * @param other the other, which may be shorter or longer
	 * @return whether the shorter one is the end of the longer one
	 */
	boolean endsAs(LastBytes other) {
		int length = Math.min(length(), other.length());
		return Arrays.equals(this.bytes, this.end - length, this.end, other.bytes, other.end - length, other.end);
	}

	private int length() {
		return Math.min(this.end, SIZE);
	}

}
