package dev.heal.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Records in a row, each on a line of its own behind its checksum and its length: one
 * that is damaged is passed over, and costs none of the others.
 */
final class Records {

	private static final HexFormat HEX = HexFormat.of();

	// eight digits each, and a space after them
	private static final int LENGTH = 9;

	private static final int HEADER = 18;

	private Records() {
	}

	static byte[] framed(byte[] record) {
		byte[] framed = Arrays.copyOf(header(record), HEADER + record.length + 1);
		System.arraycopy(record, 0, framed, HEADER, record.length);
		framed[framed.length - 1] = '\n';
		return framed;
	}

	private static byte[] header(byte[] record) {
		return (HEX.toHexDigits(checksum(record, 0, record.length)) + " " + HEX.toHexDigits(record.length) + " ")
			.getBytes(StandardCharsets.US_ASCII);
	}

	private static int checksum(byte[] bytes, int offset, int length) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes, offset, length);
		return (int) checksum.getValue();
	}

	/**
	 * Reads records. The end of the last one may be missing, as its writer was killed.
	 * @param bytes the records
	 * @param reader takes each one that is as it was written, and tells whether it makes
	 * sense
	 * @return whether all of them do, and nothing else is in between
	 */
	static boolean read(byte[] bytes, Predicate<byte[]> reader) {
		boolean whole = true;
		int at = 0;
		while (at < bytes.length) {
			int length = length(bytes, at);
			if (length >= 0) {
				int start = at + HEADER;
				whole &= reader.test(Arrays.copyOfRange(bytes, start, start + length));
				at = start + length + 1;
			}
			else {
				at = nextLine(bytes, at);
				whole &= at < 0;
				at = (at < 0) ? bytes.length : at;
			}
		}
		return whole;
	}

	// negative where no record begins
	private static int length(byte[] bytes, int at) {
		int start = at + HEADER;
		if (start > bytes.length) {
			return -1;
		}
		try {
			int length = number(bytes, at + LENGTH);
			boolean isThere = length >= 0 && length <= bytes.length - start
					&& number(bytes, at) == checksum(bytes, start, length);
			return isThere ? length : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private static int number(byte[] bytes, int at) {
		return HexFormat.fromHexDigits(new String(bytes, at, LENGTH - 1, StandardCharsets.ISO_8859_1));
	}

	private static int nextLine(byte[] bytes, int at) {
		for (int i = at; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				return i + 1;
			}
		}
		return -1;
	}

}
