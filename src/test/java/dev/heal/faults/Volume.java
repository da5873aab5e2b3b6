package dev.heal.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.Assertions;

/**
 * A small file system of its own, with what can go wrong with it. It takes root.
 */
final class Volume implements AutoCloseable {

	private final Path mount;

	private Volume(Path mount) {
		this.mount = mount;
	}

	/**
	 * Makes one in memory, of 24 MB.
	 * @param mount where to
	 * @param options more options, such as {@code nr_inodes=100}
	 * @return the volume
	 */
	static Volume inMemory(Path mount, String options) throws IOException {
		Files.createDirectories(mount);
		run("mount", "-t", "tmpfs", "-o", "size=24m" + options, "tmpfs", mount.toString());
		return new Volume(mount);
	}

	/**
	 * Makes one on a disk of its own, of 64 MB.
	 * @param mount where to
	 * @return the volume
	 */
	static Volume onDisk(Path mount) throws IOException {
		Path image = mount.resolveSibling(mount.getFileName() + ".img");
		Files.createDirectories(mount);
		run("truncate", "-s", "64M", image.toString());
		run("mkfs.ext4", "-q", image.toString());
		run("mount", "-o", "loop", image.toString(), mount.toString());
		return new Volume(mount);
	}

	static boolean mayBeMade() {
		return "root".equals(System.getProperty("user.name"));
	}

	Path path() {
		return this.mount;
	}

	void fill() {
		try {
			new ProcessBuilder("dd", "if=/dev/zero", "of=" + this.mount.resolve("filler"), "bs=4k")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void empty() throws IOException {
		Files.delete(this.mount.resolve("filler"));
	}

	void takeInodes() throws IOException {
		Path folder = Files.createDirectories(this.mount.resolve("filler"));
		try {
			for (int i = 0;; i++) {
				Files.createFile(folder.resolve(String.valueOf(i)));
			}
		}
		catch (IOException ex) {
			Assertions.assertThat(ex).hasMessageContaining("No space left");
		}
	}

	void giveInodesBack() {
		run("rm", "-r", this.mount.resolve("filler").toString());
	}

	void freeze() {
		run("fsfreeze", "-f", this.mount.toString());
	}

	void thaw() {
		run("fsfreeze", "-u", this.mount.toString());
	}

	void make(String access) {
		run("mount", "-o", "remount," + access, this.mount.toString());
	}

	private static void run(String... command) {
		try {
			Process process = new ProcessBuilder(command).inheritIO().start();
			if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new IllegalStateException(String.join(" ", command) + " failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		run("umount", "-l", this.mount.toString());
	}

}
