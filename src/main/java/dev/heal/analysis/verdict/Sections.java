package dev.heal.analysis.verdict;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.heal.evidence.EvidenceFile.ContainerLog;

/**
 * A log file cut into the sections of its containers by the numbers of their lines.
 */
final class Sections implements Closeable {

	private static final int BUFFER = 1 << 16;

	private final BufferedInputStream file;

	private Lines section = new Lines(InputStream.nullInputStream(), 0);

	private long line = 1;

	private long firstLine = 1;

	private boolean first = true;

	Sections(InputStream file) {
		this.file = new BufferedInputStream(file, BUFFER);
	}

	InputStream rest() {
		return this.file;
	}

	long firstLine() {
		return this.firstLine;
	}

	boolean startsWithHeader(List<ContainerLog> logs) throws IOException {
		if (logs.isEmpty()) {
			return false;
		}
		byte[] header = ("==> " + logs.getFirst().container() + " <==\n").getBytes(StandardCharsets.UTF_8);
		this.file.mark(header.length);
		boolean found = java.util.Arrays.equals(this.file.readNBytes(header.length), header);
		this.file.reset();
		return found;
	}

	/**
	 * Opens the next section, after what is left of the one before.
	 * @param log the container and the number of its lines
	 * @param headers whether each section has a header
	 * @return the bytes of the section
	 * @throws IOException if the file could not be read
	 */
	InputStream next(ContainerLog log, boolean headers) throws IOException {
		this.section.transferTo(OutputStream.nullOutputStream());
		this.line += this.section.length();
		if (headers) {
			skip(this.first ? 1 : 2);
		}
		this.first = false;
		this.firstLine = this.line;
		this.section = new Lines(this.file, log.lines());
		return this.section;
	}

	private void skip(long lines) throws IOException {
		new Lines(this.file, lines).transferTo(OutputStream.nullOutputStream());
		this.line += lines;
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

	/**
	 * The next lines of a stream, which stays open.
	 */
	private static final class Lines extends InputStream {

		private final InputStream in;

		private final long length;

		private long left;

		Lines(InputStream in, long length) {
			this.in = in;
			this.length = length;
			this.left = length;
		}

		long length() {
			return this.length;
		}

		@Override
		public int read() throws IOException {
			int value = (this.left > 0) ? this.in.read() : -1;
			this.left -= (value == '\n') ? 1 : 0;
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (this.left == 0) {
				return -1;
			}
			this.in.mark(length);
			int count = this.in.read(buffer, offset, length);
			int end = end(buffer, offset, count);
			if (end < count) {
				this.in.reset();
				this.in.skipNBytes(end);
			}
			return (count < 0) ? -1 : end;
		}

		private int end(byte[] buffer, int offset, int count) {
			for (int index = 0; index < count; index++) {
				if (buffer[offset + index] == '\n' && --this.left == 0) {
					return index + 1;
				}
			}
			return count;
		}

	}

}
