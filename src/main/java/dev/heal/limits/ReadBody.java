package dev.heal.limits;

import java.io.ByteArrayInputStream;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * A body that has been read.
 */
class ReadBody extends ServletInputStream {

	private final ByteArrayInputStream body;

	ReadBody(byte[] body) {
		this.body = new ByteArrayInputStream(body);
	}

	@Override
	public int read() {
		return this.body.read();
	}

	@Override
	public int read(byte[] buffer, int offset, int length) {
		return this.body.read(buffer, offset, length);
	}

	@Override
	public boolean isFinished() {
		return this.body.available() == 0;
	}

	@Override
	public boolean isReady() {
		return true;
	}

	@Override
	public void setReadListener(ReadListener listener) {
		throw new UnsupportedOperationException("Bodies are read by waiting for them");
	}

}
