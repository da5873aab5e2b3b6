package dev.heal.limits;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * A body whose beginning has been read.
 */
class BegunBody extends ServletInputStream {

	private final ByteArrayInputStream beginning;

	private final ServletInputStream rest;

	BegunBody(byte[] beginning, ServletInputStream rest) {
		this.beginning = new ByteArrayInputStream(beginning);
		this.rest = rest;
	}

	@Override
	public int read() throws IOException {
		int next = this.beginning.read();
		return (next < 0) ? this.rest.read() : next;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = this.beginning.read(buffer, offset, length);
		return (count < 0) ? this.rest.read(buffer, offset, length) : count;
	}

	@Override
	public boolean isFinished() {
		return this.beginning.available() == 0 && this.rest.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.beginning.available() > 0 || this.rest.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		this.rest.setReadListener(listener);
	}

}
