package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.springframework.core.io.AbstractResource;

import dev.heal.workspace.FileVersion;
import dev.heal.workspace.Workspace;

/**
 * A file of the evidence in the workspace, where agents may write. It is compared with
 * the manifest, where they may not.
 */
final class StoredFile extends AbstractResource {

	private final Workspace workspace;

	private final VerifiedFiles verified;

	private final EvidenceFile file;

	private final Path path;

	StoredFile(Workspace workspace, VerifiedFiles verified, EvidenceFile file, String path) {
		this.verified = verified;
		this.workspace = workspace;
		this.file = file;
		this.path = Path.of(path);
	}

	/**
	 * Tells whether the file is as it was written. It is read for that once for each of
	 * its versions.
	 * @return false when it is gone, or something else
	 * @throws UncheckedIOException if it cannot be read
	 */
	boolean isIntact() {
		try {
			FileVersion version = this.workspace.version(this.path);
			if (version.bytes() != this.file.bytes()) {
				return false;
			}
			return this.verified.is(version, this.file.sha256()) || isRead(version);
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + this.path, ex);
		}
	}

	private boolean isRead(FileVersion version) throws IOException {
		MeasuringOutputStream measure = new MeasuringOutputStream(OutputStream.nullOutputStream());
		try (InputStream in = getInputStream()) {
			in.transferTo(measure);
		}
		boolean isSame = measure.sha256Hex().equals(this.file.sha256())
				&& this.workspace.version(this.path).equals(version);
		if (isSame) {
			this.verified.add(version, String.valueOf(this.file.sha256()));
		}
		return isSame;
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return this.workspace.open(this.path);
	}

	@Override
	public long contentLength() {
		return this.file.bytes();
	}

	@Override
	public String getDescription() {
		return this.path.toString();
	}

}
