package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may do what with files and folders, whatever the umask.
 */
enum Access {

	/**
	 * For agents: under other users, but of the group of the volume.
	 */
	SHARED("rw-rw-r--", 02775),
	/**
	 * For Heal alone.
	 */
	PRIVATE("rw-------", 0700);

	private final String files;

	private final int folders;

	Access(String files, int folders) {
		this.files = files;
		this.folders = folders;
	}

	Set<PosixFilePermission> toFiles() {
		return PosixFilePermissions.fromString(this.files);
	}

	void applyTo(Path folder) throws IOException {
		Files.setAttribute(folder, "unix:mode", this.folders, LinkOption.NOFOLLOW_LINKS);
	}

}
