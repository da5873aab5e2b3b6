package dev.heal.workspace;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.Linker.Option;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens files as {@code openat(2)} does with {@code O_NONBLOCK}, which Java has no option
 * for: a pipe that takes the place of a file between a look and the opening would hold
 * its reader for ever. Known for Linux only.
 */
@SuppressWarnings("restricted")
final class Openat {

	/**
	 * The function, empty where it cannot be called.
	 */
	static final Optional<Openat> SUPPORTED = find();

	private static final int CURRENT_FOLDER = -100;

	private static final int NON_BLOCKING_AND_CLOSED_ON_EXEC = 0x80800;

	private static final StructLayout STATE = Option.captureStateLayout();

	private static final VarHandle ERRNO = STATE.varHandle(StructLayout.PathElement.groupElement("errno"));

	private final MethodHandle openat;

	private final MethodHandle close;

	private final int noLinks;

	private Openat(int noLinks) {
		Linker linker = Linker.nativeLinker();
		SymbolLookup symbols = linker.defaultLookup();
		this.openat = linker.downcallHandle(
				symbols.findOrThrow("openat"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
						ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
				Option.firstVariadicArg(3), Option.captureCallState("errno"));
		this.close = linker.downcallHandle(symbols.findOrThrow("close"),
				FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
		this.noLinks = noLinks;
	}

	private static Optional<Openat> find() {
		try {
			return noLinks().map(Openat::new);
		}
		catch (RuntimeException | LinkageError ex) {
			return Optional.empty();
		}
	}

	// O_NOFOLLOW differs between processors
	private static Optional<Integer> noLinks() {
		if (!System.getProperty("os.name").equals("Linux")) {
			return Optional.empty();
		}
		return switch (System.getProperty("os.arch")) {
			case "amd64" -> Optional.of(0x20000);
			case "aarch64" -> Optional.of(0x8000);
			default -> Optional.empty();
		};
	}

	/**
	 * Opens a file.
	 * @param base a folder that nobody else can replace
	 * @param file a file below it, without links on the way
	 * @return the file
	 * @throws NoSuchFileException if it is missing, or no file
	 */
	OpenFile open(Path base, Path file) throws IOException {
		int opened = open(CURRENT_FOLDER, base, 0);
		try {
			for (Path name : base.relativize(file)) {
				int next = open(opened, name, this.noLinks);
				close(opened);
				opened = next;
			}
			return OpenFile.of(file, Path.of("/proc/self/fd/" + opened));
		}
		catch (FileSystemException ex) {
			throw named(ex, file);
		}
		finally {
			close(opened);
		}
	}

	private int open(int folder, Path name, int flags) throws IOException {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment state = arena.allocate(STATE);
			int opened = (int) this.openat.invokeExact(state, folder, arena.allocateFrom(name.toString()),
					NON_BLOCKING_AND_CLOSED_ON_EXEC | flags);
			if (opened >= 0) {
				return opened;
			}
			throw failure(name, (int) ERRNO.get(state, 0L));
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static FileSystemException failure(Path name, int errno) {
		return switch (errno) {
			case 2 -> new NoSuchFileException(name.toString());
			case 6 -> new NoFileException(name, "is no file");
			case 13 -> new AccessDeniedException(name.toString());
			case 20 -> new FileSystemException(name.toString(), null, "lies below something that is no folder");
			case 40 -> new LinkException(name);
			default -> new FileSystemException(name.toString(), null, "could not be opened: error " + errno);
		};
	}

	// A link in the place of the file is no file; one on the way to it is an attack
	private static FileSystemException named(FileSystemException failure, Path file) {
		boolean isLink = failure instanceof LinkException && failure.getFile().equals(Folders.name(file).toString());
		return isLink ? new NoFileException(file, "is a link") : failure;
	}

	private void close(int opened) {
		try {
			int _ = (int) this.close.invokeExact(opened);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A link where none may be.
	 */
	private static final class LinkException extends FileSystemException {

		private static final long serialVersionUID = 1L;

		private LinkException(Path name) {
			super(name.toString(), null, "is a link");
		}

	}

}
