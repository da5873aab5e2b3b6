package dev.heal.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * The files on the shared volume and in Heal's own state folder. A file appears whole or
 * not at all, survives a power cut, and never lies outside of its folder.
 */
@Component
public class Workspace {

	private static final String TEMPORARY = ".tmp";

	private final Folders folders;

	private final FreeSpace space;

	private final PodFileNames names = new PodFileNames(this);

	private final WorkspaceLimits limits;

	private volatile Fence fence = (_) -> {
	};

	Workspace(WorkspaceProperties properties, StateProperties state, WorkspaceLimits limits) {
		this.limits = limits;
		this.folders = Folders.of(properties, state);
		this.space = new FreeSpace(this.folders.logs(), properties.reserve());
	}

	/**
	 * Lets nothing be changed any more that a fence objects to.
	 * @param fence the fence
	 */
	public void guard(Fence fence) {
		this.fence = fence;
	}

	boolean mayChange(Path file) {
		try {
			this.fence.check(file);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Returns how large a report may be.
	 * @return its size, beyond which it is never read
	 */
	public DataSize maxReport() {
		return this.limits.report();
	}

	/**
	 * Returns the folder that agents share with Heal.
	 * @return an absolute path
	 */
	public Path root() {
		return this.folders.root();
	}

	/**
	 * Returns Heal's own folder.
	 * @return an absolute path
	 */
	public Path state() {
		return this.folders.state();
	}

	/**
	 * Returns the folder of the evidence.
	 * @return an absolute path
	 */
	public Path logs() {
		return this.folders.logs();
	}

	/**
	 * Returns the folder of the reports.
	 * @return an absolute path
	 */
	public Path alerts() {
		return root().resolve("alerts");
	}

	/**
	 * Returns what the files of pods are named after.
	 * @return the names
	 */
	public PodFileNames names() {
		return this.names;
	}

	/**
	 * Writes a file that appears whole or not at all.
	 * @param target the file, in the workspace or the state folder
	 * @param content writes the content
	 * @throws IOException if it could not be written; the former file is then untouched
	 */
	public void write(Path target, Content content) throws IOException {
		Path file = inside(target);
		this.fence.check(file);
		try (Folder folder = this.folders.make(Folders.parent(file))) {
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
		this.fence.check(file);
		try (Folder folder = this.folders.make(Folders.parent(file))) {
			write(folder, file, content);
		}
	}

	/**
	 * Returns a journal of the state, which has to be opened.
	 * @param file the file
	 * @param present tells what counts now, as the records of a new file
	 * @return the journal
	 */
	public Journal journal(Path file, Supplier<Stream<byte[]>> present) {
		return new Journal(this, inside(file), present);
	}

	FileChannel append(Path file) throws IOException {
		try (Folder folder = this.folders.open(Folders.parent(file))) {
			return folder.append(Folders.name(file));
		}
	}

	void check(Path file) throws IOException {
		this.fence.check(file);
	}

	private void write(Folder folder, Path file, Content content) throws IOException {
		Path temporary = Path.of(".heal-" + UUID.randomUUID() + TEMPORARY);
		try {
			write(folder, temporary, content, file.startsWith(logs()) ? this.space : null);
			folder.allow(temporary, this.folders.access(file));
			this.fence.check(file);
			folder.put(temporary, Folders.name(file));
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
		try (Folder opened = this.folders.make(path)) {
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
	 * Creates a small file that appears whole, and only if there is none yet.
	 * @param file the file, in the workspace or the state folder
	 * @param content the content
	 * @throws FileAlreadyExistsException if it is there already
	 */
	void create(Path file, String content) throws IOException {
		this.fence.check(file);
		try (Folder folder = this.folders.make(Folders.parent(file))) {
			Path temporary = Files.createTempFile(Folders.parent(file), ".heal-", TEMPORARY);
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

	/**
	 * Moves a file to another folder, also of another volume, if nobody changed it.
	 * @param file the file
	 * @param folder the folder, created when it is missing
	 * @param bytes its size as it was written
	 * @param sha256 its digest as it was written, in lower-case hex
	 * @return where it is now, empty when it is not there any more as it was written
	 * @throws IOException if it cannot be moved
	 */
	public Optional<Path> move(Path file, Path folder, long bytes, String sha256) throws IOException {
		Path source = inside(file);
		Path target = inside(folder).resolve(Folders.name(source));
		try (OpenFile opened = this.folders.read(source);
				Folder from = this.folders.open(Folders.parent(source));
				Folder to = this.folders.make(Folders.parent(target))) {
			if (!opened.isOf(bytes, sha256, OutputStream.nullOutputStream())) {
				return Optional.empty();
			}
			move(from, source, to, () -> copy(opened, to, target, bytes, sha256));
			return Optional.of(target);
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Copies a file to another folder, if nobody changed it.
	 * @param file the file
	 * @param folder the folder, created when it is missing
	 * @param bytes its size as it was written
	 * @param sha256 its digest as it was written, in lower-case hex
	 * @return the copy, empty when the file is not there any more as it was written
	 * @throws IOException if it cannot be copied
	 */
	public Optional<Path> copy(Path file, Path folder, long bytes, String sha256) throws IOException {
		Path source = inside(file);
		Path target = inside(folder).resolve(Folders.name(source));
		try (OpenFile opened = this.folders.read(source); Folder to = this.folders.make(Folders.parent(target))) {
			copy(opened, to, target, bytes, sha256);
			to.sync();
			return Optional.of(target);
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Moves a file of the state to another folder of it.
	 * @param file the file, which may be missing
	 * @param folder the folder, created when it is missing
	 * @throws UncheckedIOException if it cannot be moved
	 */
	public void move(Path file, Path folder) {
		Path source = inside(file);
		try (Folder from = this.folders.open(Folders.parent(source))) {
			if (from.isFile(Folders.name(source))) {
				this.fence.check(source);
				try (Folder to = this.folders.make(inside(folder))) {
					from.move(Folders.name(source), to, Folders.name(source));
					to.sync();
				}
			}
		}
		catch (NoSuchFileException ex) {
			return;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not move " + file + " to " + folder, ex);
		}
	}

	private static void move(Folder from, Path file, Folder to, Step copy) throws IOException {
		try {
			from.move(Folders.name(file), to, Folders.name(file));
		}
		catch (AtomicMoveNotSupportedException ex) {
			copy.run();
			from.delete(Folders.name(file));
		}
		to.sync();
	}

	private void copy(OpenFile opened, Folder folder, Path target, long bytes, String sha256) throws IOException {
		write(folder, target, (out) -> {
			if (!opened.isOf(bytes, sha256, out)) {
				throw new NoFileException(target, "was changed while it was copied");
			}
		});
	}

	/**
	 * Opens a file. Links are not followed, and nothing but a file is opened.
	 * @param path the file, in the workspace or the state folder
	 * @return its content
	 * @throws NoSuchFileException if it is missing, or no file
	 */
	public InputStream open(Path path) throws IOException {
		return Channels.newInputStream(this.folders.read(inside(path)).channel());
	}

	/**
	 * Returns what a file is now, to see later whether anybody changed it.
	 * @param path the file, in the workspace or the state folder
	 * @return its version
	 * @throws NoSuchFileException if it is missing, or no file
	 */
	public FileVersion version(Path path) throws IOException {
		try (OpenFile file = this.folders.read(inside(path))) {
			return file.version();
		}
	}

	/**
	 * Reads a small file of the state.
	 * @param path the file, in the workspace or the state folder
	 * @return its content, empty when it is missing, or no file, or far too large
	 * @throws UncheckedIOException if it cannot be read
	 */
	public Optional<byte[]> read(Path path) {
		return read(path, WorkspaceLimits.STATE).content();
	}

	/**
	 * Reads a report.
	 * @param path the file, in the workspace
	 * @return the report, or what lies in its place
	 * @throws UncheckedIOException if it cannot be read
	 */
	public Found readReport(Path path) {
		return read(path, this.limits.report());
	}

	/**
	 * Reads a file that others may write. That never takes longer, or more memory, than
	 * reading a file of the limit's size, whatever they put there and whenever they do.
	 * @param path the file, in the workspace or the state folder
	 * @param limit how large it may be
	 * @return its content, or what lies in its place
	 * @throws UncheckedIOException if it cannot be read
	 */
	public Found read(Path path, DataSize limit) {
		Path file = inside(path);
		try (OpenFile opened = this.folders.read(file)) {
			return Found.file(opened.read(file, limit.toBytes()));
		}
		catch (NoFileException ex) {
			return Found.obstacle(String.valueOf(ex.getMessage()));
		}
		catch (NoSuchFileException ex) {
			return Found.nothing();
		}
		catch (IOException ex) {
			if (ex instanceof AccessDeniedException && this.folders.access(file) == Access.SHARED) {
				return Found.obstacle(path + ": may not be read by Heal");
			}
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
	 * Tells whether a symbolic link lies in the place of a file.
	 * @param path a path in the workspace or the state folder
	 * @return whether it is a link
	 */
	public boolean isLink(Path path) {
		return Files.isSymbolicLink(inside(path));
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
		try (Folder folder = this.folders.open(parent)) {
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
			return Optional.of(new Entry(parent.resolve(name), found.isDirectory(), found.size(),
					found.lastModifiedTime().toInstant()));
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
		try (Folder folder = this.folders.open(Folders.parent(target))) {
			this.fence.check(target);
			folder.delete(Folders.name(target));
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
	 * @param silence for how long it must not have been written to, as the volume counts
	 * time: its server's clock may differ from this machine's, and this one's may jump
	 * @throws IOException if a folder cannot be read or written to
	 */
	public void deleteAbandoned(Duration silence) throws IOException {
		Instant before = now(logs()).minus(silence);
		for (Path folder : List.of(logs(), alerts())) {
			deleteAbandoned(list(folder), before);
		}
		deleteAbandonedBelow(state(), now(state()).minus(silence));
	}

	private Instant now(Path folder) throws IOException {
		Path file = folder.resolve(".heal-now");
		write(file, "");
		try (Folder opened = this.folders.open(folder)) {
			return opened.attributes(Folders.name(file)).lastModifiedTime().toInstant();
		}
		finally {
			delete(file);
		}
	}

	private void deleteAbandonedBelow(Path folder, Instant before) throws IOException {
		List<Entry> entries = list(folder);
		deleteAbandoned(entries, before);
		for (Entry entry : entries) {
			if (entry.isFolder()) {
				deleteAbandonedBelow(entry.path(), before);
			}
		}
	}

	private void deleteAbandoned(List<Entry> entries, Instant before) {
		entries.stream()
			.filter((entry) -> !entry.isFolder() && isTemporary(entry.path()) && entry.modified().isBefore(before))
			.forEach((entry) -> delete(entry.path()));
	}

	private static boolean isTemporary(Path file) {
		String name = Folders.name(file).toString();
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
		return this.folders.inside(path);
	}

	/**
	 * Something in a folder.
	 *
	 * @param path where it is
	 * @param isFolder whether it is a folder, and no link to one
	 * @param bytes its size
	 * @param modified when it was changed last
	 */
	public record Entry(Path path, boolean isFolder, long bytes, Instant modified) {

	}

	/**
	 * Writes the content of a file.
	 */
	@FunctionalInterface
	public interface Content {

		void writeTo(OutputStream out) throws IOException;

	}

	/**
	 * What may fail.
	 */
	@FunctionalInterface
	private interface Step {

		void run() throws IOException;

	}

}
