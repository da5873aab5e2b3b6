package dev.heal.redaction;

import java.nio.charset.StandardCharsets;

/**
 * A set of bytes, written as in the brackets of a regular expression: {@code a-z0-9_}.
 */
final class ByteClass {

	static final ByteClass WORD = of("A-Za-z0-9_");

	static final ByteClass ALPHANUMERIC = of("A-Za-z0-9");

	static final ByteClass TOKEN = of("A-Za-z0-9_-");

	static final ByteClass NAME = of("A-Za-z0-9_.-");

	static final ByteClass HEX = of("A-Fa-f0-9");

	static final ByteClass DIGIT = of("0-9");

	static final ByteClass BASE64 = of("A-Za-z0-9+/_=-");

	private final boolean[] members = new boolean[256];

	private ByteClass(byte[] spec) {
		for (int i = 0; i < spec.length; i++) {
			int first = spec[i] & 0xFF;
			boolean range = i + 2 < spec.length && spec[i + 1] == '-';
			int last = range ? spec[i + 2] & 0xFF : first;
			for (int member = first; member <= last; member++) {
				this.members[member] = true;
			}
			i += range ? 2 : 0;
		}
	}

	static ByteClass of(String spec) {
		return new ByteClass(spec.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Returns the other bytes.
	 * @return all bytes that are not in this class
	 */
	ByteClass complement() {
		ByteClass complement = new ByteClass(new byte[0]);
		for (int value = 0; value < 256; value++) {
			complement.members[value] = !this.members[value];
		}
		return complement;
	}

	boolean has(int value) {
		return value >= 0 && this.members[value];
	}

	int size() {
		int size = 0;
		for (boolean member : this.members) {
			size += member ? 1 : 0;
		}
		return size;
	}

	String members() {
		StringBuilder text = new StringBuilder();
		for (int value = 0; value < 256; value++) {
			if (this.members[value]) {
				text.append((char) value);
			}
		}
		return text.toString();
	}

	boolean meets(ByteClass other) {
		for (int value = 0; value < 256; value++) {
			if (this.members[value] && other.members[value]) {
				return true;
			}
		}
		return false;
	}

}
