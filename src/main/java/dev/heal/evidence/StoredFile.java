package dev.heal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.springframework.core.io.AbstractResource;
import org.springframework.util.unit.DataSize;

import dev.heal.workspace.Workspace;

/**
 * A file of the evidence in the workspace, where agents may write. It is compared with
 * the manifest, where they may not.
 */
final class StoredFile extends AbstractResource {

	/**
	 * Up to here the digest is compared too, for longer ones the size alone.
	 */
	private static final long CHEAP = DataSize.ofMegabytes(64).toBytes();

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
		try (InputStream in = getInputStream()) {
			return (this.file.bytes() <= CHEAP) ? isSame(in) : in.skip(Long.MAX_VALUE) == this.file.bytes();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + this.path, ex);
		}
	}

	private boolean isSame(InputStream in) throws IOException {
		MeasuringOutputStream measure = new MeasuringOutputStream(OutputStream.nullOutputStream());
		in.transferTo(measure);
		return measure.bytes() == this.file.bytes() && measure.sha256Hex().equals(this.file.sha256());
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
