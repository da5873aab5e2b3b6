package dev.heal.redaction;

import java.util.Arrays;

/**
 * Decoded bytes, and where each of them, and the end, was in the window.
 */
final class DecodedText {

	private final byte[] bytes;

	private final int[] origins;

	private int length;

	/**
	 * Creates an empty text.
	 * @param most the greatest number of bytes
	 */
	DecodedText(int most) {
		this.bytes = new byte[most];
		this.origins = new int[most + 1];
	}

	void add(int value, int origin) {
		this.origins[this.length] = origin;
		this.bytes[this.length++] = (byte) value;
	}

	void end(int origin) {
		this.origins[this.length] = origin;
	}

	byte[] bytes() {
		return Arrays.copyOf(this.bytes, this.length);
	}

	int origin(int position) {
		return this.origins[position];
	}

}
