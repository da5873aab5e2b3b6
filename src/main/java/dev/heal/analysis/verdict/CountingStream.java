package dev.heal.analysis.verdict;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Knows whether anything has been read from it.
 */
final class CountingStream extends FilterInputStream {

	private boolean any;

	CountingStream(InputStream in) {
		super(in);
	}

	boolean any() {
		return this.any;
	}

	@Override
	public int read() throws IOException {
		int value = super.read();
		this.any |= value >= 0;
		return value;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = super.read(buffer, offset, length);
		this.any |= count > 0;
		return count;
	}

}
