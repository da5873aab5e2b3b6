package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;

import org.springframework.util.unit.DataSize;

/**
 * Compares files in the workspace, where agents may write, with the manifest, where they
 * may not.
 */
final class StoredFile {

	/**
	 * Up to here the digest is compared too, for longer ones the size alone.
	 */
	private static final long CHEAP = DataSize.ofMegabytes(64).toBytes();

	private StoredFile() {
	}

	static boolean isIntact(EvidenceFile file) {
		if (file.path() == null) {
			return false;
		}
		Path path = Path.of(file.path());
		try {
			return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == file.bytes()
					&& (file.bytes() > CHEAP || sha256(path).equals(file.sha256()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + path, ex);
		}
	}

	private static String sha256(Path path) throws IOException {
		var digest = MeasuringOutputStream.sha256();
		try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
			byte[] buffer = new byte[64 * 1024];
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				digest.update(buffer, 0, count);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}
