package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The outermost folders that are Heal's, and what lies in them.
 *
 * @param root the folder that agents share with Heal
 * @param logs the folder of the evidence
 * @param state Heal's own folder
 */
record Folders(Path root, Path logs, Path state) {

	static Folders of(WorkspaceProperties workspace, StateProperties state) {
		Path root = normalized(workspace.root());
		return new Folders(root, (workspace.logs() != null) ? normalized(workspace.logs()) : root.resolve("logs"),
				(state.dir() != null) ? normalized(state.dir()) : root.resolve(".heal"));
	}

	private static Path normalized(Path path) {
		return path.toAbsolutePath().normalize();
	}

	/**
	 * Checks that a path lies in one of them.
	 * @param path a path
	 * @return the same path, absolute and without dots
	 * @throws OutsideWorkspaceException if it lies elsewhere
	 */
	Path inside(Path path) {
		Path normalized = normalized(path);
		base(normalized, path);
		return normalized;
	}

	/**
	 * Opens a folder.
	 * @param path a path inside
	 * @return the folder
	 * @throws NoSuchFileException if it is missing
	 */
	Folder open(Path path) throws IOException {
		return Folder.open(base(path, path), path);
	}

	/**
	 * Opens a folder, and makes what is missing of it.
	 * @param path a path inside
	 * @return the folder
	 */
	Folder make(Path path) throws IOException {
		try {
			return Folder.make(base(path, path), path, this::access);
		}
		catch (NoSuchFileException ex) {
			// an empty one on the way was just deleted
			return Folder.make(base(path, path), path, this::access);
		}
	}

	/**
	 * Opens a file, whatever others put in its place meanwhile. One that others may write
	 * has one name: more would let them have a file read out that is none of theirs.
	 * @param file a path inside
	 * @return the file
	 * @throws NoSuchFileException if it is missing, or no file
	 */
	OpenFile read(Path file) throws IOException {
		OpenFile opened = opened(base(file, file), file);
		if (opened.names() > 1 && access(file) == Access.SHARED) {
			opened.close();
			throw new NoFileException(file, "has other names too");
		}
		return opened;
	}

	private static OpenFile opened(Path base, Path file) throws IOException {
		if (Openat.SUPPORTED.isPresent()) {
			return Openat.SUPPORTED.get().open(base, file);
		}
		try (Folder folder = Folder.open(base, parent(file))) {
			return folder.read(file);
		}
	}

	Access access(Path path) {
		return path.startsWith(this.state) ? Access.PRIVATE : Access.SHARED;
	}

	// The outermost one, as whoever may write to it may replace the others
	private Path base(Path path, Path asked) {
		return Stream.of(this.root, this.logs, this.state)
			.filter(path::startsWith)
			.min(Comparator.comparingInt(Path::getNameCount))
			.orElseThrow(() -> new OutsideWorkspaceException(asked, this.root));
	}

	static Path name(Path file) {
		Path name = file.getFileName();
		if (name == null) {
			throw new IllegalArgumentException(file + " has no name");
		}
		return name;
	}

	static Path parent(Path file) {
		Path parent = file.getParent();
		if (parent == null) {
			throw new IllegalArgumentException(file + " has no parent");
		}
		return parent;
	}

}
