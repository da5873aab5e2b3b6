package dev.heal.evidence.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the end of a log in memory, however long it is, from the beginning of a line on.
 */
public final class LogTail extends OutputStream {

	private static final int SIZE = 8 << 20;

	private final int size;

	private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean isCut;

	public LogTail() {
		this(SIZE);
	}

	public LogTail(int size) {
		this.size = size;
	}

	@Override
	public void write(int value) {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) {
		this.bytes.write(source, offset, length);
		if (this.bytes.size() > 2L * this.size) {
			byte[] end = end();
			this.isCut = true;
			this.bytes = new ByteArrayOutputStream(2 * this.size);
			this.bytes.write(end, 0, end.length);
		}
	}

	public boolean isEmpty() {
		return this.bytes.size() == 0;
	}

	/**
	 * Tells whether this is what a kubelet sends in place of a log that it has removed.
	 * @return whether it is
	 */
	public boolean isGone() {
		return this.bytes.size() < 1024
				&& this.bytes.toString(StandardCharsets.ISO_8859_1).strip().startsWith(LogFailure.GONE);
	}

	/**
	 * Tells whether the beginning is missing.
	 * @return whether the log is longer than what is kept
	 */
	public boolean isCut() {
		return this.isCut || this.bytes.size() > this.size;
	}

	public byte[] toBytes() {
		return (this.bytes.size() > this.size) ? end() : this.bytes.toByteArray();
	}

	private byte[] end() {
		byte[] all = this.bytes.toByteArray();
		int from = all.length - this.size;
		while (from < all.length && all[from - 1] != '\n') {
			from++;
		}
		return Arrays.copyOfRange(all, (from < all.length) ? from : all.length - this.size, all.length);
	}

}
