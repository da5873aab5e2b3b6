package dev.heal.workspace;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Found}: what others can put in the place of a report.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FoundTests {

	@TempDir
	private Path root;

	private Workspace workspace;

	private Path report;

	@BeforeEach
	void setUp() throws IOException {
		this.workspace = Workspaces.in(this.root);
		this.report = Files.createDirectories(this.workspace.alerts()).resolve("A7-web-0.md");
	}

	private Found find() {
		return this.workspace.readReport(this.report);
	}

	private static void makePipe(Path path) throws IOException {
		try {
			assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	@Test
	void fileIsRead() throws IOException {
		Files.writeString(this.report, "# Pod Failure");
		assertThat(find().content()).hasValue("# Pod Failure".getBytes());
		assertThat(find().obstacle()).isEmpty();
		assertThat(find().isNothing()).isFalse();
	}

	@Test
	void emptyFileIsAFile() throws IOException {
		Files.createFile(this.report);
		assertThat(find().content()).hasValue(new byte[0]);
	}

	@Test
	void missingFileOrFolderIsNothing() throws IOException {
		assertThat(find().isNothing()).isTrue();
		Files.delete(this.workspace.alerts());
		assertThat(find().isNothing()).isTrue();
	}

	@Test
	void pipeDoesNotWaitForItsWriter() throws IOException {
		makePipe(this.report);
		assertThat(find().obstacle()).hasValueSatisfying((text) -> assertThat(text).endsWith("is no file"));
	}

	@Test
	void pipeDoesNotWaitWhereOpenatIsNotKnown() throws IOException {
		makePipe(this.report);
		try (Folder folder = Folder.open(this.root, this.workspace.alerts())) {
			assertThatExceptionOfType(NoFileException.class).isThrownBy(() -> folder.read(this.report));
			Files.delete(this.report);
			Files.writeString(this.report, "text");
			try (OpenFile file = folder.read(this.report)) {
				assertThat(file.read(this.report, 4)).asString().isEqualTo("text");
			}
		}
	}

	@Test
	void fileThatIsSwappedForAPipeAllTheTimeNeverHolds() throws Exception {
		Path pipe = this.root.resolve("pipe");
		makePipe(pipe);
		Files.writeString(this.report, "text");
		AtomicBoolean done = new AtomicBoolean();
		Thread attacker = Thread.ofPlatform().start(() -> swap(pipe, done));
		for (int i = 0; i < 2000; i++) {
			assertThat(find().content().map(String::new).orElse("text")).isEqualTo("text");
		}
		done.set(true);
		attacker.join();
	}

	private void swap(Path pipe, AtomicBoolean done) {
		Path away = this.root.resolve("away");
		while (!done.get()) {
			try {
				Files.move(this.report, away, StandardCopyOption.ATOMIC_MOVE);
				Files.move(pipe, this.report, StandardCopyOption.ATOMIC_MOVE);
				Files.move(this.report, pipe, StandardCopyOption.ATOMIC_MOVE);
				Files.move(away, this.report, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	@Test
	void folderIsAnObstacle() throws IOException {
		Files.createDirectories(this.report.resolve("full"));
		assertThat(find().obstacle()).isPresent();
		assertThat(find().isNothing()).isFalse();
	}

	@Test
	void linkIsAnObstacleAndNotFollowed() throws IOException {
		Files.createSymbolicLink(this.report, Path.of("/dev/zero"));
		assertThat(find().obstacle()).hasValueSatisfying((text) -> assertThat(text).endsWith("is a link"));
	}

	@Test
	void socketIsAnObstacle() throws IOException {
		try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			socket.bind(UnixDomainSocketAddress.of(this.report));
			assertThat(find().obstacle()).isPresent();
		}
	}

	@Test
	void secondNameOfAFileIsAnObstacle() throws IOException {
		Path secret = Files.createDirectories(this.workspace.state()).resolve("redaction.key");
		Files.createLink(this.report, Files.writeString(secret, "secret"));
		assertThat(find().obstacle()).hasValueSatisfying((text) -> assertThat(text).contains("other names"));
		assertThat(this.workspace.read(secret)).isPresent();
	}

	@Test
	void sparseGiantIsAnObstacle() throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.report.toFile(), "rw")) {
			file.setLength(1L << 40);
		}
		assertThat(find().obstacle()).hasValueSatisfying((text) -> assertThat(text).contains("is larger than 4194304"));
	}

	@Test
	void fileOfExactlyTheLimitIsRead() throws IOException {
		Files.write(this.report, new byte[4]);
		assertThat(this.workspace.read(this.report, DataSize.ofBytes(4)).content()).isPresent();
		assertThat(this.workspace.read(this.report, DataSize.ofBytes(3)).obstacle()).isPresent();
	}

	@Test
	void fileThatGrowsWhileItIsReadIsNotReadBeyondTheLimit() throws IOException {
		Files.write(this.report, new byte[10]);
		try (Folder folder = Folder.open(this.root, this.workspace.alerts());
				OpenFile file = folder.read(this.report)) {
			Files.write(this.report, new byte[100], StandardOpenOption.APPEND);
			assertThatExceptionOfType(NoFileException.class).isThrownBy(() -> file.read(this.report, 50));
		}
		try (Folder folder = Folder.open(this.root, this.workspace.alerts());
				OpenFile file = folder.read(this.report)) {
			Files.write(this.report, new byte[100], StandardOpenOption.APPEND);
			assertThat(file.read(this.report, 500)).hasSize(210);
		}
	}

	@Test
	void folderOnTheWayThatIsALinkIsRefused(@TempDir Path outside) throws IOException {
		Files.writeString(outside.resolve("A7-web-0.md"), "secret");
		Files.delete(this.workspace.alerts());
		Files.createSymbolicLink(this.workspace.alerts(), outside);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::find);
	}

}
