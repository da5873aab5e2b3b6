package dev.heal.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

/**
 * The files on the shared volume and in Heal's own state folder. A file appears whole or
 * not at all, survives a power cut, and never lies outside of its folder.
 */
@Component
public class Workspace {

	private static final Set<PosixFilePermission> SHARED = EnumSet.of(PosixFilePermission.OWNER_READ,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

	private final Path root;

	private final Path logs;

	private final Path state;

	private final FreeSpace space;

	Workspace(WorkspaceProperties properties, StateProperties state) {
		this.root = properties.root().toAbsolutePath().normalize();
		this.logs = (properties.logs() != null) ? properties.logs().toAbsolutePath().normalize()
				: this.root.resolve("logs");
		this.space = new FreeSpace(this.logs, properties.reserve());
		this.state = (state.dir() != null) ? state.dir().toAbsolutePath().normalize() : this.root.resolve(".heal");
	}

	/**
	 * Returns the folder that agents share with Heal.
	 * @return an absolute path
	 */
	public Path root() {
		return this.root;
	}

	/**
	 * Returns Heal's own folder.
	 * @return an absolute path
	 */
	public Path state() {
		return this.state;
	}

	/**
	 * Returns the folder of the evidence.
	 * @return an absolute path
	 */
	public Path logs() {
		return this.logs;
	}

	/**
	 * Returns the folder of the reports.
	 * @return an absolute path
	 */
	public Path alerts() {
		return this.root.resolve("alerts");
	}

	/**
	 * Returns what the files of a pod begin with: its name, or its namespace and name
	 * when a pod of the same name in another namespace came first. The answer is durable.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the beginning of the file names
	 */
	public String stem(String namespace, String pod) {
		Path claim = this.state.resolve("names").resolve(pod);
		try {
			create(claim, namespace);
			return pod;
		}
		catch (FileAlreadyExistsException ex) {
			return read(claim).equals(namespace) ? pod : namespace + "_" + pod;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + claim, ex);
		}
	}

	/**
	 * Returns whose the plain file names of a pod are.
	 * @param pod the pod's name
	 * @return the pod's namespace, empty when nobody claimed the names
	 */
	public Optional<String> holder(String pod) {
		Path claim = this.state.resolve("names").resolve(pod);
		return Files.isRegularFile(claim, LinkOption.NOFOLLOW_LINKS) ? Optional.of(read(claim)) : Optional.empty();
	}

	/**
	 * Gives up a pod's claim to the plain file names.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 */
	public void release(String namespace, String pod) {
		Path claim = this.state.resolve("names").resolve(pod);
		try {
			if (Files.exists(claim, LinkOption.NOFOLLOW_LINKS) && read(claim).equals(namespace)) {
				Files.delete(claim);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not delete " + claim, ex);
		}
	}

	/**
	 * Writes a file that appears whole or not at all.
	 * @param target the file, in the workspace or the state folder
	 * @param content writes the content
	 * @throws IOException if it could not be written; the former file is then untouched
	 */
	public void write(Path target, Content content) throws IOException {
		Path file = inside(target);
		Files.createDirectories(parent(file));
		Path temporary = Files.createTempFile(parent(file), ".heal-", ".tmp");
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
					OutputStream out = new ChannelOutputStream(channel,
							file.startsWith(this.logs) ? this.space : null)) {
				content.writeTo(out);
				channel.force(true);
			}
			Files.setPosixFilePermissions(temporary, SHARED);
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			sync(parent(file));
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * Writes a text file that appears whole or not at all.
	 * @param target the file, in the workspace or the state folder
	 * @param content the content
	 * @throws IOException if it could not be written; the former file is then untouched
	 */
	public void write(Path target, String content) throws IOException {
		write(target, (out) -> out.write(content.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Moves a file to another folder, also of another volume.
	 * @param file the file, which may be missing
	 * @param folder the folder, created when it is missing
	 * @throws UncheckedIOException if it cannot be moved
	 */
	public void move(Path file, Path folder) {
		Path source = inside(file);
		try {
			if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
				Files.createDirectories(inside(folder));
				Files.move(source, folder.resolve(name(source)), StandardCopyOption.REPLACE_EXISTING);
				sync(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not move " + file + " to " + folder, ex);
		}
	}

	/**
	 * Deletes a file, if it is there.
	 * @param file the file
	 * @throws UncheckedIOException if it cannot be deleted
	 */
	public void delete(Path file) {
		try {
			Files.deleteIfExists(inside(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not delete " + file, ex);
		}
	}

	FreeSpace space() {
		return this.space;
	}

	/**
	 * Checks that a path lies in the workspace or the state folder.
	 * @param path a path
	 * @return the same path, absolute and without dots
	 * @throws OutsideWorkspaceException if it lies elsewhere
	 */
	public Path inside(Path path) {
		Path normalized = path.toAbsolutePath().normalize();
		if (Stream.of(this.root, this.logs, this.state).noneMatch(normalized::startsWith)) {
			throw new OutsideWorkspaceException(path, this.root);
		}
		return normalized;
	}

	private void create(Path file, String content) throws IOException {
		Files.createDirectories(parent(file));
		Path temporary = Files.createTempFile(parent(file), ".heal-", ".tmp");
		try {
			Files.writeString(temporary, content);
			Files.createLink(file, temporary);
			sync(parent(file));
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	private static Path name(Path file) {
		Path name = file.getFileName();
		if (name == null) {
			throw new IllegalArgumentException(file + " has no name");
		}
		return name;
	}

	private static Path parent(Path file) {
		Path parent = file.getParent();
		if (parent == null) {
			throw new IllegalArgumentException(file + " has no parent");
		}
		return parent;
	}

	private static void sync(Path folder) throws IOException {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
	}

	/**
	 * Writes the content of a file.
	 */
	@FunctionalInterface
	public interface Content {

		void writeTo(OutputStream out) throws IOException;

	}

}
