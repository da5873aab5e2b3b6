package dev.heal.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The files on the shared volume and in Heal's own state folder. A file appears whole or
 * not at all, survives a power cut, and never lies outside of its folder.
 */
@Component
public class Workspace {

	private static final String TEMPORARY = ".tmp";

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
		Optional<String> holder = holder(pod).or(() -> claim(pod, namespace));
		return holder.filter(namespace::equals).isPresent() ? pod : namespace + "_" + pod;
	}

	private Optional<String> claim(String pod, String namespace) {
		try {
			create(claim(pod), namespace);
			return Optional.of(namespace);
		}
		catch (FileAlreadyExistsException ex) {
			return holder(pod);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + claim(pod), ex);
		}
	}

	/**
	 * Returns whose the plain file names of a pod are.
	 * @param pod the pod's name
	 * @return the pod's namespace, empty when nobody claimed the names
	 */
	public Optional<String> holder(String pod) {
		return read(claim(pod)).map((namespace) -> new String(namespace, StandardCharsets.UTF_8));
	}

	/**
	 * Gives up a pod's claim to the plain file names.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 */
	public void release(String namespace, String pod) {
		if (holder(pod).filter(namespace::equals).isPresent()) {
			delete(claim(pod));
		}
	}

	private Path claim(String pod) {
		return this.state.resolve("names").resolve(pod);
	}

	/**
	 * Writes a file that appears whole or not at all.
	 * @param target the file, in the workspace or the state folder
	 * @param content writes the content
	 * @throws IOException if it could not be written; the former file is then untouched
	 */
	public void write(Path target, Content content) throws IOException {
		Path file = inside(target);
		try (Folder folder = make(parent(file))) {
			write(folder, file, content);
			folder.sync();
		}
	}

	/**
	 * Writes one of several files. Each appears whole or not at all, and all of them
	 * survive a power cut after the {@link #sync} of their folder.
	 * @param target the file, in the workspace or the state folder
	 * @param content writes the content
	 * @throws IOException if it could not be written; the former file is then untouched
	 */
	public void writeOne(Path target, Content content) throws IOException {
		Path file = inside(target);
		try (Folder folder = make(parent(file))) {
			write(folder, file, content);
		}
	}

	private void write(Folder folder, Path file, Content content) throws IOException {
		Path temporary = Path.of(".heal-" + UUID.randomUUID() + TEMPORARY);
		try {
			write(folder, temporary, content, file.startsWith(this.logs) ? this.space : null);
			folder.allow(temporary, access(file));
			folder.move(temporary, folder, name(file));
		}
		finally {
			folder.delete(temporary);
		}
	}

	/**
	 * Makes the files of a folder survive a power cut.
	 * @param folder the folder, in the workspace or the state folder
	 * @throws IOException if it cannot be
	 */
	public void sync(Path folder) throws IOException {
		Path path = inside(folder);
		try (Folder opened = make(path)) {
			opened.sync();
		}
	}

	private static void write(Folder folder, Path name, Content content, @Nullable FreeSpace space) throws IOException {
		try (FileChannel channel = folder.create(name);
				ChannelOutputStream out = new ChannelOutputStream(channel, space)) {
			content.writeTo(out);
			out.force();
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
		Path target = inside(folder);
		try (Folder from = Folder.open(base(source), parent(source))) {
			if (from.isFile(name(source))) {
				move(from, name(source), target);
			}
		}
		catch (NoSuchFileException ex) {
			return;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not move " + file + " to " + folder, ex);
		}
	}

	private void move(Folder from, Path name, Path target) throws IOException {
		try (Folder to = make(target)) {
			from.move(name, to, name);
			to.sync();
		}
		catch (AtomicMoveNotSupportedException ex) {
			try (InputStream in = Channels.newInputStream(from.read(name))) {
				write(target.resolve(name), in::transferTo);
			}
			from.delete(name);
		}
	}

	/**
	 * Opens a file. Links are not followed.
	 * @param path the file, in the workspace or the state folder
	 * @return its content
	 * @throws NoSuchFileException if it is missing, or no file
	 */
	public InputStream open(Path path) throws IOException {
		Path file = inside(path);
		try (Folder folder = Folder.open(base(file), parent(file))) {
			return Channels.newInputStream(folder.read(name(file)));
		}
	}

	/**
	 * Reads a small file. Links are not followed.
	 * @param path the file, in the workspace or the state folder
	 * @return its content, empty when it is missing, or no file
	 * @throws UncheckedIOException if it cannot be read
	 */
	public Optional<byte[]> read(Path path) {
		try (InputStream in = open(path)) {
			return Optional.of(in.readAllBytes());
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + path, ex);
		}
	}

	/**
	 * Tells whether there is a file, and no link.
	 * @param path a path in the workspace or the state folder
	 * @return whether it is a file
	 */
	public boolean isFile(Path path) {
		return Files.isRegularFile(inside(path), LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Lists a folder. What goes away meanwhile is left out.
	 * @param path the folder, in the workspace or the state folder
	 * @return what is in it, nothing when it is missing, or no folder
	 * @throws IOException if it cannot be read
	 */
	public List<Entry> list(Path path) throws IOException {
		Path parent = inside(path);
		List<Entry> entries = new ArrayList<>();
		try (Folder folder = Folder.open(base(parent), parent)) {
			for (Path name : folder.names()) {
				entry(folder, parent, name).ifPresent(entries::add);
			}
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return List.of();
		}
		return entries;
	}

	private static Optional<Entry> entry(Folder folder, Path parent, Path name) throws IOException {
		try {
			BasicFileAttributes found = folder.attributes(name);
			return Optional.of(new Entry(parent.resolve(name), found.size(), found.lastModifiedTime().toInstant()));
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Deletes a file or an empty folder, if it is there.
	 * @param file the file
	 * @throws UncheckedIOException if it cannot be deleted
	 */
	public void delete(Path file) {
		Path target = inside(file);
		try (Folder folder = Folder.open(base(target), parent(target))) {
			folder.delete(name(target));
		}
		catch (NoSuchFileException ex) {
			return;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not delete " + file, ex);
		}
	}

	/**
	 * Deletes what was being written when a process was killed.
	 * @param before when it must have been written to last
	 * @throws IOException if a folder cannot be read
	 */
	public void deleteAbandoned(Instant before) throws IOException {
		for (Path folder : List.of(this.logs, alerts())) {
			list(folder).stream()
				.filter((entry) -> isTemporary(entry.path()) && entry.modified().isBefore(before))
				.forEach((entry) -> delete(entry.path()));
		}
	}

	private static boolean isTemporary(Path file) {
		String name = name(file).toString();
		return name.startsWith(".heal-") && name.endsWith(TEMPORARY);
	}

	/**
	 * Tells whether so little space is left that nothing more is written.
	 * @return whether old evidence had better go
	 * @throws IOException if the volume does not tell
	 */
	public boolean isShortOfSpace() throws IOException {
		return this.space.isShort();
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

	private Folder make(Path folder) throws IOException {
		return Folder.make(base(folder), folder, this::access);
	}

	// The outermost folder of ours, as whoever may write to it may replace the others
	private Path base(Path path) {
		return Stream.of(this.root, this.logs, this.state)
			.filter(path::startsWith)
			.min(Comparator.comparingInt(Path::getNameCount))
			.orElseThrow(() -> new OutsideWorkspaceException(path, this.root));
	}

	private Access access(Path path) {
		return path.startsWith(this.state) ? Access.PRIVATE : Access.SHARED;
	}

	private void create(Path file, String content) throws IOException {
		try (Folder folder = make(parent(file))) {
			Path temporary = Files.createTempFile(parent(file), ".heal-", TEMPORARY);
			try {
				Files.writeString(temporary, content);
				Files.createLink(file, temporary);
				folder.sync();
			}
			finally {
				Files.deleteIfExists(temporary);
			}
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

	/**
	 * Something in a folder.
	 *
	 * @param path where it is
	 * @param bytes its size
	 * @param modified when it was changed last
	 */
	public record Entry(Path path, long bytes, Instant modified) {

	}

	/**
	 * Writes the content of a file.
	 */
	@FunctionalInterface
	public interface Content {

		void writeTo(OutputStream out) throws IOException;

	}

}
