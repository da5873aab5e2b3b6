package dev.heal.kubectl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Text as Go sees it: bytes.
 */
final class Utf8 {

	/**
	 * Orders text by its bytes, and so by code points; Java's own order puts emoji before
	 * some of the letters.
	 */
	static final Comparator<String> ORDER = (left, right) -> Arrays.compareUnsigned(encode(left), encode(right));

	private Utf8() {
	}

	static byte[] encode(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Counts the code points of an encoded text.
	 * @param text the bytes
	 * @return the bytes that start a code point
	 */
	static int length(byte[] text) {
		int length = 0;
		for (byte b : text) {
			length += ((b & 0xC0) != 0x80) ? 1 : 0;
		}
		return length;
	}

}
