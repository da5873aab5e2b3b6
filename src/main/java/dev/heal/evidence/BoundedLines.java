package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, however long file and lines are: of a line that is very long, its
 * beginning is held alone.
 */
public final class BoundedLines {

	private final InputStream in;

	private final byte[] buffer = new byte[64 * 1024];

	private final byte[] line;

	private int position;

	private int end;

	private long number;

	private long bytes;

	/**
	 * Begins before the first line.
	 * @param in the file
	 * @param length the bytes of a line that are held at most
	 */
	public BoundedLines(InputStream in, int length) {
		this.in = in;
		this.line = new byte[length];
	}

	/**
	 * Reads a line.
	 * @return the line without its end, null after the last one
	 * @throws IOException if it cannot be read
	 */
	public @Nullable String next() throws IOException {
		int length = 0;
		boolean isThere = false;
		while (this.position < this.end || fill()) {
			isThere = true;
			byte value = this.buffer[this.position++];
			if (value == '\n') {
				break;
			}
			if (length < this.line.length) {
				this.line[length++] = value;
			}
		}
		if (!isThere) {
			return null;
		}
		this.number++;
		return new String(Arrays.copyOf(this.line, length), StandardCharsets.UTF_8);
	}

	/**
	 * Passes over lines.
	 * @param lines how many
	 * @throws IOException if they cannot be read
	 */
	public void skip(long lines) throws IOException {
		long passed = 0;
		while (passed < lines && (this.position < this.end || fill())) {
			if (this.buffer[this.position++] == '\n') {
				passed++;
			}
		}
		this.number += passed;
	}

	private boolean fill() throws IOException {
		this.position = 0;
		this.end = Math.max(0, this.in.read(this.buffer));
		this.bytes += this.end;
		return this.end > 0;
	}

	/**
	 * Returns which line was read last.
	 * @return its number, from 1; 0 before the first one
	 */
	public long number() {
		return this.number;
	}

	/**
	 * Returns how much was read of the file.
	 * @return the bytes
	 */
	public long bytes() {
		return this.bytes;
	}

}
