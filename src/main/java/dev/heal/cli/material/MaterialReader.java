package dev.heal.cli.material;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Opens files, folders and archives, and hands on what is in them. Of a file that is
 * larger than what fits, the end is kept; what an archive holds is never written
 * anywhere.
 */
final class MaterialReader {

	private static final int LARGEST = 64 << 20;

	private static final long ALL = 1L << 30;

	private static final int MOST = 50_000;

	private static final int BLOCK = 512;

	private static final int TAR_MAGIC = 257;

	private final BiConsumer<String, byte[]> target;

	private long taken;

	private int files;

	MaterialReader(BiConsumer<String, byte[]> target) {
		this.target = target;
	}

	void read(Path source, InputStream in) throws IOException {
		if (source.toString().equals("-")) {
			read("-", in);
		}
		else if (Files.isDirectory(source)) {
			folder(source);
		}
		else {
			try (InputStream file = Files.newInputStream(source)) {
				read(String.valueOf(source.getFileName()), file);
			}
		}
	}

	// links may lead out of the folder, or around in it
	private void folder(Path folder) throws IOException {
		List<Path> found;
		try (Stream<Path> files = Files.walk(folder)) {
			found = files.filter((file) -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
		}
		for (Path file : found) {
			try (InputStream in = Files.newInputStream(file)) {
				read(folder.relativize(file).toString(), in);
			}
		}
	}

	private void read(String path, InputStream source) throws IOException {
		InputStream in = buffered(source);
		byte[] begin = peek(in, TAR_MAGIC + 5);
		if (begin.length > 1 && begin[0] == 0x1f && begin[1] == (byte) 0x8b) {
			read(path.replaceFirst("\\.gz$", "").replaceFirst("\\.tgz$", ".tar"), new GZIPInputStream(in, 1 << 16));
		}
		else if (begin.length == TAR_MAGIC + 5
				&& new String(begin, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar")) {
			tar(in);
		}
		else {
			take(path, in);
		}
	}

	private static InputStream buffered(InputStream in) {
		return in.markSupported() ? in : new BufferedInputStream(in, 1 << 16);
	}

	private static byte[] peek(InputStream in, int length) throws IOException {
		in.mark(length);
		byte[] begin = in.readNBytes(length);
		in.reset();
		return begin;
	}

	private void tar(InputStream in) throws IOException {
		String longName = "";
		byte[] header = in.readNBytes(BLOCK);
		while (header.length == BLOCK && header[0] != 0) {
			long size = octal(header, 124, 12);
			char type = (char) header[156];
			InputStream entry = new Part(in, size);
			if (type == 'L') {
				longName = new String(entry.readNBytes(LARGEST), StandardCharsets.UTF_8).replace("\0", "");
			}
			else if (type == 'x') {
				longName = paxName(new String(entry.readNBytes(LARGEST), StandardCharsets.UTF_8), longName);
			}
			else {
				if (type == '0' || type == 0) {
					read(longName.isEmpty() ? name(header) : longName, entry);
				}
				longName = "";
			}
			entry.transferTo(OutputStream.nullOutputStream());
			in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
			header = in.readNBytes(BLOCK);
		}
	}

	private static String paxName(String records, String otherwise) {
		return records.lines()
			.filter((line) -> line.contains(" path="))
			.map((line) -> line.substring(line.indexOf(" path=") + 6))
			.findFirst()
			.orElse(otherwise);
	}

	private static String name(byte[] header) {
		String prefix = text(header, 345, 155);
		return prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100);
	}

	private static String text(byte[] header, int from, int length) {
		String text = new String(header, from, length, StandardCharsets.UTF_8);
		int end = text.indexOf(0);
		return (end < 0) ? text : text.substring(0, end);
	}

	private static long octal(byte[] header, int from, int length) throws IOException {
		String digits = text(header, from, length).strip();
		if (!digits.matches("[0-7]{1,11}")) {
			throw new IOException("the archive is damaged, or holds a file of more than 8 GiB");
		}
		return Long.parseLong(digits, 8);
	}

	private void take(String path, InputStream in) throws IOException {
		byte[] bytes = end(in);
		this.taken += bytes.length;
		if (this.taken > ALL || ++this.files > MOST) {
			throw new IOException("that is more than 1 GiB or %d files; name the folder that matters".formatted(MOST));
		}
		this.target.accept(path, bytes);
	}

	private static byte[] end(InputStream in) throws IOException {
		byte[] bytes = in.readNBytes(LARGEST);
		byte[] more = in.readNBytes(LARGEST);
		while (more.length > 0) {
			int kept = LARGEST - more.length;
			byte[] joined = Arrays.copyOf(Arrays.copyOfRange(bytes, bytes.length - kept, bytes.length), LARGEST);
			System.arraycopy(more, 0, joined, kept, more.length);
			bytes = joined;
			more = in.readNBytes(LARGEST);
		}
		return bytes;
	}

	/**
	 * One entry of an archive.
	 */
	private static final class Part extends InputStream {

		private final InputStream in;

		private long left;

		private Part(InputStream in, long left) {
			this.in = in;
			this.left = left;
		}

		@Override
		public int read() throws IOException {
			return (this.left-- > 0) ? this.in.read() : -1;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (this.left <= 0) {
				return -1;
			}
			int count = this.in.read(buffer, offset, (int) Math.min(length, this.left));
			this.left -= Math.max(0, count);
			return count;
		}

	}

}
