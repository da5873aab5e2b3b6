package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.unit.DataSize;

/**
 * The space left on the volume of a folder.
 *
 * @param folder the folder, which may still be missing
 * @param reserve how much of it is not for evidence
 */
record FreeSpace(Path folder, DataSize reserve) {

	long bytes() throws IOException {
		Path present = this.folder;
		while (!Files.exists(present) && present.getParent() != null) {
			present = present.getParent();
		}
		return Files.getFileStore(present).getUsableSpace();
	}

	/**
	 * Insists on more than the reserve.
	 * @throws NoSpaceException if there is less
	 */
	void insist() throws IOException {
		insist(false);
	}

	/**
	 * Insists on room to begin a file, or to end one: half of the reserve is for that.
	 * @param isBegun whether the file was begun
	 * @throws NoSpaceException if there is less
	 */
	void insist(boolean isBegun) throws IOException {
		if (bytes() < this.reserve.toBytes() / (isBegun ? 2 : 1)) {
			throw new NoSpaceException(this.folder, bytes(), this.reserve);
		}
	}

	boolean isShort() throws IOException {
		return bytes() < this.reserve.toBytes();
	}

}
