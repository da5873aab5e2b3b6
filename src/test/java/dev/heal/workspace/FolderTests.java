package dev.heal.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Folder}.
 */
class FolderTests {

	private static final Path NAME = Path.of("web-0.log");

	@TempDir
	private Path root;

	private Folder make(String path) throws IOException {
		return Folder.make(this.root, this.root.resolve(path), (folder) -> Access.SHARED);
	}

	private static void write(Folder folder, Path name, String text) throws IOException {
		try (FileChannel file = folder.create(name)) {
			file.write(ByteBuffer.wrap(text.getBytes()));
		}
	}

	@Test
	void missingFolderIsMadeWithAllOnTheWayToIt() throws IOException {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> Folder.open(this.root, this.root.resolve("a/b")));
		try (Folder folder = make("a/b")) {
			write(folder, NAME, "boom");
			folder.sync();
		}
		assertThat(this.root.resolve("a/b/web-0.log")).hasContent("boom");
	}

	@Test
	void fileThatIsThereIsNotCreatedAgain() throws IOException {
		try (Folder folder = make("a")) {
			write(folder, NAME, "boom");
			assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> folder.create(NAME));
		}
	}

	@Test
	void workGoesOnInTheFolderThatWasOpened() throws IOException {
		Path elsewhere = Files.createDirectory(this.root.resolve("elsewhere"));
		try (Folder folder = make("a")) {
			Files.move(this.root.resolve("a"), this.root.resolve("moved"));
			Files.createSymbolicLink(this.root.resolve("a"), elsewhere);
			write(folder, NAME, "boom");
		}
		assertThat(elsewhere).isEmptyDirectory();
		assertThat(this.root.resolve("moved/web-0.log")).hasContent("boom");
	}

	@Test
	void linkOnTheWayIsRefused() throws IOException {
		Path elsewhere = Files.createDirectory(this.root.resolve("elsewhere"));
		Files.createSymbolicLink(this.root.resolve("a"), elsewhere);
		assertThatIOException().isThrownBy(() -> make("a/b"));
		assertThat(elsewhere).isEmptyDirectory();
	}

	@Test
	void linkIsDeletedAndNotWhatItLeadsTo() throws IOException {
		Path target = Files.writeString(this.root.resolve("target"), "kept");
		try (Folder folder = make("a")) {
			Files.createSymbolicLink(this.root.resolve("a/web-0.log"), target);
			assertThat(folder.isFile(NAME)).isFalse();
			folder.delete(NAME);
			folder.delete(NAME);
			assertThat(folder.names()).isEmpty();
		}
		assertThat(target).hasContent("kept");
	}

	@Test
	void folderIsDeletedWhenItIsEmptyOnly() throws IOException {
		Files.createDirectories(this.root.resolve("a/b/c"));
		try (Folder folder = make("a")) {
			assertThatExceptionOfType(DirectoryNotEmptyException.class).isThrownBy(() -> folder.delete(Path.of("b")));
			Files.delete(this.root.resolve("a/b/c"));
			folder.delete(Path.of("b"));
		}
		assertThat(this.root.resolve("a")).isEmptyDirectory();
	}

	@Test
	void fileTakesThePlaceOfAnotherAndOfAFolder() throws IOException {
		Files.createDirectories(this.root.resolve("a/full/of things"));
		Files.writeString(this.root.resolve("a/old"), "old");
		try (Folder folder = make("a")) {
			write(folder, NAME, "new");
			folder.put(NAME, Path.of("old"));
			write(folder, NAME, "newer");
			folder.put(NAME, Path.of("full"));
		}
		assertThat(this.root.resolve("a/old")).hasContent("new");
		assertThat(this.root.resolve("a/full")).hasContent("newer");
	}

}
