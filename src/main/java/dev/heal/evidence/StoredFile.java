package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.springframework.core.io.AbstractResource;

import dev.heal.workspace.Workspace;

/**
 * A file of the evidence in the workspace, where agents may write. It is compared with
 * the manifest, where they may not.
 */
final class StoredFile extends AbstractResource {

	private final Workspace workspace;

	private final EvidenceFile file;

	private final Path path;

	StoredFile(Workspace workspace, EvidenceFile file, String path) {
		this.workspace = workspace;
		this.file = file;
		this.path = Path.of(path);
	}

	/**
	 * Tells whether the file is as it was written.
	 * @return false when it is gone, or something else
	 * @throws UncheckedIOException if it cannot be read
	 */
	boolean isIntact() {
		MeasuringOutputStream measure = new MeasuringOutputStream(OutputStream.nullOutputStream());
		try (InputStream in = getInputStream()) {
			in.transferTo(measure);
			return measure.sha256Hex().equals(this.file.sha256());
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + this.path, ex);
		}
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
