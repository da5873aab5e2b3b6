package dev.heal.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts what passes through it on its way to a file, and takes its digest.
 */
public final class MeasuringOutputStream extends OutputStream {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;

	private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

	private final OutputStream target;

	private final MessageDigest digest = sha256();

	private long bytes;

	private long newlines;

	private byte last = '\n';

	public MeasuringOutputStream(OutputStream target) {
		this.target = target;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] data, int offset, int length) throws IOException {
		if (length == 0) {
			return;
		}
		this.target.write(data, offset, length);
		this.digest.update(data, offset, length);
		this.newlines += newlines(data, offset, offset + length);
		this.bytes += length;
		this.last = data[offset + length - 1];
	}

	// Eight bytes at a time: a byte of "other" has its high bit clear if it was a newline
	private static long newlines(byte[] data, int from, int to) {
		long count = 0;
		int i = from;
		for (; i <= to - Long.BYTES; i += Long.BYTES) {
			long bits = (long) LONG.get(data, i) ^ NEWLINES;
			long other = ((bits & LOW_BITS) + LOW_BITS) | bits | LOW_BITS;
			count += Long.bitCount(~other);
		}
		for (; i < to; i++) {
			count += (data[i] == '\n') ? 1 : 0;
		}
		return count;
	}

	/**
	 * Returns the size.
	 * @return the number of bytes so far
	 */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * Returns the number of lines, one without an end included.
	 * @return the number so far
	 */
	public long lines() {
		return this.newlines + (endsLine() ? 0 : 1);
	}

	public boolean endsLine() {
		return this.last == '\n';
	}

	/**
	 * Returns the digest of all that came; nothing may come after it.
	 * @return the SHA-256 in lower-case hex
	 */
	public String sha256Hex() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
