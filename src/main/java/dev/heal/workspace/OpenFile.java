package dev.heal.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * A regular file that is open to be read.
 *
 * @param channel its content
 * @param version what it was when it was opened
 * @param names how many names it has
 */
record OpenFile(FileChannel channel, FileVersion version, long names) implements Closeable {

	/**
	 * Opens what a handle leads to, if it is a file.
	 * @param file the path that it was opened by
	 * @param handle leads to the very same file, whatever happens to its path
	 * @param options whether a link is followed
	 * @return the file
	 * @throws NoFileException if it is something else
	 */
	static OpenFile of(Path file, Path handle, LinkOption... options) throws IOException {
		Map<String, Object> attributes = Files.readAttributes(handle, "unix:*", options);
		if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
			throw new NoFileException(file, "is no file");
		}
		return new OpenFile(FileChannel.open(handle, readable(options)), FileVersion.of(attributes),
				FileVersion.number(attributes, "nlink"));
	}

	private static Set<OpenOption> readable(LinkOption... options) {
		Set<OpenOption> all = new HashSet<>(Set.of(options));
		all.add(StandardOpenOption.READ);
		return all;
	}

	/**
	 * Reads it.
	 * @param file the path that it was opened by
	 * @param limit how much there may be of it
	 * @return its content
	 * @throws NoFileException if there is more, also when it grows meanwhile
	 */
	byte[] read(Path file, long limit) throws IOException {
		if (this.version.bytes() > limit) {
			throw tooLarge(file, limit);
		}
		ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(this.version.bytes(), limit) + 1);
		while (buffer.hasRemaining() && this.channel.read(buffer) >= 0) {
			buffer = (buffer.hasRemaining() || buffer.capacity() > limit) ? buffer : grown(buffer, limit);
		}
		if (buffer.position() > limit) {
			throw tooLarge(file, limit);
		}
		return Arrays.copyOf(buffer.array(), buffer.position());
	}

	private static ByteBuffer grown(ByteBuffer full, long limit) {
		int size = (int) Math.min(2L * full.capacity(), limit + 1);
		return ByteBuffer.allocate(size).put(full.flip());
	}

	private static NoFileException tooLarge(Path file, long limit) {
		return new NoFileException(file, "is larger than " + limit + " bytes");
	}

	/**
	 * Reads it from its beginning, no further than it should reach, and compares it.
	 * @param bytes the size that it should have
	 * @param sha256 the digest that it should have
	 * @param copy what to write its content to
	 * @return whether it is as it should be
	 */
	boolean isOf(long bytes, String sha256, OutputStream copy) throws IOException {
		if (this.version.bytes() != bytes) {
			return false;
		}
		MessageDigest digest = PodFileNames.sha256();
		this.channel.position(0);
		ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
		long read = 0;
		for (int count = this.channel.read(buffer); count >= 0 && read <= bytes; count = this.channel.read(buffer)) {
			digest.update(buffer.array(), 0, count);
			copy.write(buffer.array(), 0, count);
			read += count;
			buffer.clear();
		}
		return read == bytes && HexFormat.of().formatHex(digest.digest()).equals(sha256);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
