package dev.heal.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * An open folder. What is done in it is done in this very folder, even when somebody puts
 * a symbolic link in the place of a folder on the way to it, or of a file in it.
 */
final class Folder implements Closeable {

	private static final LinkOption NO_LINKS = LinkOption.NOFOLLOW_LINKS;

	private final SecureDirectoryStream<Path> stream;

	private Folder(SecureDirectoryStream<Path> stream) {
		this.stream = stream;
	}

	/**
	 * Opens a folder.
	 * @param base a folder that nobody else can replace
	 * @param path the base or a folder below it, without links on the way
	 * @return the folder
	 * @throws NoSuchFileException if it is missing
	 */
	static Folder open(Path base, Path path) throws IOException {
		return walk(base, path, (parent, at) -> parent.newDirectoryStream(name(at), NO_LINKS));
	}

	/**
	 * Opens a folder, and makes what is missing of it.
	 * @param base a folder that nobody else can replace
	 * @param path the base or a folder below it, without links on the way
	 * @param access who may do what with a folder that is new
	 * @return the folder
	 */
	static Folder make(Path base, Path path, Function<Path, Access> access) throws IOException {
		if (!Files.isDirectory(base)) {
			Files.createDirectories(base);
			access.apply(base).applyTo(base);
		}
		return walk(base, path, (parent, at) -> make(parent, at, access.apply(at)));
	}

	private static Folder walk(Path base, Path path, Step step) throws IOException {
		SecureDirectoryStream<Path> stream = secure(base);
		Path at = base;
		for (Path name : base.relativize(path)) {
			at = at.resolve(name);
			if (!name.toString().isEmpty()) {
				try (SecureDirectoryStream<Path> parent = stream) {
					stream = step.into(parent, at);
				}
			}
		}
		return new Folder(stream);
	}

	private static SecureDirectoryStream<Path> make(SecureDirectoryStream<Path> parent, Path path, Access access)
			throws IOException {
		try {
			return parent.newDirectoryStream(name(path), NO_LINKS);
		}
		catch (NoSuchFileException ex) {
			create(path, access);
			return parent.newDirectoryStream(name(path), NO_LINKS);
		}
	}

	private static void create(Path path, Access access) throws IOException {
		try {
			Files.createDirectory(path);
			access.applyTo(path);
		}
		catch (FileAlreadyExistsException ex) {
			return;
		}
	}

	private static Path name(Path path) {
		return path.getName(path.getNameCount() - 1);
	}

	@SuppressWarnings("StreamResourceLeak") // Closed with the folder
	private static SecureDirectoryStream<Path> secure(Path base) throws IOException {
		DirectoryStream<Path> stream = Files.newDirectoryStream(base);
		if (stream instanceof SecureDirectoryStream<Path> secure) {
			return secure;
		}
		stream.close();
		throw new IOException("the file system cannot open files relative to a folder");
	}

	/**
	 * Creates a file.
	 * @param name its name, that of nothing yet
	 * @return its content
	 */
	FileChannel create(Path name) throws IOException {
		return channel(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NO_LINKS));
	}

	/**
	 * Opens a file to write at its end.
	 * @param name its name
	 * @return its content
	 */
	FileChannel append(Path name) throws IOException {
		return channel(name, Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, NO_LINKS));
	}

	/**
	 * Opens a file where {@link Openat} is not known. A pipe is refused unless it takes
	 * the place of a file in between.
	 * @param path the file, in this folder
	 * @return the file
	 * @throws NoSuchFileException if it is missing, or no file
	 */
	OpenFile read(Path path) throws IOException {
		Object before = attributes(name(path)).fileKey();
		OpenFile file = OpenFile.of(path, path, NO_LINKS);
		if (!attributes(name(path)).fileKey().equals(before)) {
			file.close();
			throw new NoFileException(path, "was replaced while it was opened");
		}
		return file;
	}

	private FileChannel channel(Path name, Set<OpenOption> options) throws IOException {
		return (FileChannel) this.stream.newByteChannel(name, options);
	}

	boolean isFile(Path name) throws IOException {
		try {
			return attributes(name).isRegularFile();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Lists what is in it, once.
	 * @return names
	 */
	List<Path> names() throws IOException {
		try {
			return StreamSupport.stream(this.stream.spliterator(), false).map(Folder::name).toList();
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * Looks at a file or a folder.
	 * @param name its name
	 * @return what is there, a link itself and not where it leads
	 * @throws NoSuchFileException if it is missing
	 */
	PosixFileAttributes attributes(Path name) throws IOException {
		return view(name).readAttributes();
	}

	void allow(Path name, Access access) throws IOException {
		view(name).setPermissions(access.toFiles());
	}

	private PosixFileAttributeView view(Path name) {
		return this.stream.getFileAttributeView(name, PosixFileAttributeView.class, NO_LINKS);
	}

	/**
	 * Moves a file in one step, in the place of another one if there is one.
	 * @param name its name
	 * @param folder where to move it
	 * @param other its name there
	 * @throws AtomicMoveNotSupportedException if that is on another volume
	 */
	void move(Path name, Folder folder, Path other) throws IOException {
		this.stream.move(name, folder.stream, other);
	}

	/**
	 * Moves a file of this folder in one step to where it belongs. A folder that somebody
	 * made there steps aside.
	 * @param name its name
	 * @param other the name that it gets
	 */
	void put(Path name, Path other) throws IOException {
		try {
			move(name, this, other);
		}
		catch (FileSystemException ex) {
			if (!isFolder(other)) {
				throw ex;
			}
			move(other, this, Path.of(".heal-displaced-" + UUID.randomUUID()));
			move(name, this, other);
		}
	}

	private boolean isFolder(Path name) throws IOException {
		try {
			return attributes(name).isDirectory();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Deletes a file or an empty folder, if it is there.
	 * @param name its name
	 */
	void delete(Path name) throws IOException {
		try {
			if (attributes(name).isDirectory()) {
				this.stream.deleteDirectory(name);
			}
			else {
				this.stream.deleteFile(name);
			}
		}
		catch (NoSuchFileException ex) {
			return;
		}
	}

	/**
	 * Makes the names of its files durable.
	 */
	void sync() throws IOException {
		try (FileChannel itself = channel(Path.of("."), Set.of(StandardOpenOption.READ))) {
			itself.force(true);
		}
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

	/**
	 * A step down.
	 */
	@FunctionalInterface
	private interface Step {

		SecureDirectoryStream<Path> into(SecureDirectoryStream<Path> parent, Path path) throws IOException;

	}

}
