package dev.heal.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Workspace}.
 */
class WorkspaceTests {

	@TempDir
	private Path temporary;

	private Path root;

	private Path outside;

	private Workspace workspace;

	@BeforeEach
	void setUp() throws IOException {
		this.root = this.temporary.resolve("watch");
		this.outside = Files.createDirectory(this.temporary.resolve("outside"));
		this.workspace = Workspaces.in(this.root);
	}

	private Path log() {
		return this.workspace.logs().resolve("web-0-current.log");
	}

	private static int mode(Path path) throws IOException {
		return (int) Files.getAttribute(path, "unix:mode") & 07777;
	}

	private String read(Path file) throws IOException {
		try (InputStream in = this.workspace.open(file)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void filesAndFoldersAreForTheGroupToReadAndWrite() throws IOException {
		this.workspace.write(log(), "boom\n");
		assertThat(mode(log())).isEqualTo(0664);
		assertThat(mode(this.workspace.logs())).isEqualTo(02775);
		assertThat(mode(this.root)).isEqualTo(02775);
	}

	@Test
	void stateIsForHealAlone() throws IOException {
		Path file = this.workspace.state().resolve("evidence/shop/manifest.json");
		this.workspace.write(file, "{}");
		assertThat(mode(file)).isEqualTo(0600);
		assertThat(mode(this.workspace.state())).isEqualTo(0700);
		assertThat(mode(this.root)).isEqualTo(02775);
	}

	@Test
	void fileThatCannotBeFinishedLeavesTheFormerOne() throws IOException {
		this.workspace.write(log(), "boom\n");
		assertThatIOException().isThrownBy(() -> this.workspace.write(log(), (out) -> {
			out.write("half".getBytes(StandardCharsets.UTF_8));
			throw new IOException("broken off");
		}));
		assertThat(log()).hasContent("boom\n");
		try (Stream<Path> files = Files.list(this.workspace.logs())) {
			assertThat(files).containsExactly(log());
		}
	}

	@Test
	void pathWithDotsIsOutside() {
		assertThatExceptionOfType(OutsideWorkspaceException.class)
			.isThrownBy(() -> this.workspace.write(this.root.resolve("logs/../../outside/x"), "x"));
	}

	@Test
	void folderThatIsALinkIsNotFollowed() throws IOException {
		Files.createDirectories(this.root);
		Files.createSymbolicLink(this.workspace.logs(), this.outside);
		assertThatIOException().isThrownBy(() -> this.workspace.write(log(), "boom\n"));
		assertThat(this.outside).isEmptyDirectory();
	}

	@Test
	void linkInThePlaceOfAFileIsReplacedAndNotFollowed() throws IOException {
		Path secret = Files.writeString(this.outside.resolve("secret"), "secret");
		this.workspace.write(log(), "boom\n");
		Files.delete(log());
		Files.createSymbolicLink(log(), secret);
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> read(log()));
		this.workspace.write(log(), "again\n");
		assertThat(secret).hasContent("secret");
		assertThat(read(log())).isEqualTo("again\n");
	}

	@Test
	void linkInThePlaceOfAFileIsNotMovedToTheHistory() throws IOException {
		this.workspace.write(log(), "boom\n");
		Files.delete(log());
		Files.createSymbolicLink(log(), this.outside);
		Path history = this.workspace.state().resolve("history");
		assertThat(this.workspace.move(log(), history, 5, "")).isEmpty();
		assertThat(history.resolve("web-0-current.log")).doesNotExist();
	}

	@Test
	void linkIsNotRead() throws IOException {
		Path secret = Files.writeString(this.outside.resolve("web-0"), "shop");
		Path names = Files.createDirectories(this.workspace.state().resolve("names"));
		Files.createSymbolicLink(names.resolve("web-0"), secret);
		assertThat(this.workspace.names().holder("web-0")).isEmpty();
		assertThat(this.workspace.names().stem("shop", "web-0")).isEqualTo("shop_web-0");
		Files.delete(names.resolve("web-0"));
		Files.delete(names);
		Files.createSymbolicLink(names, this.outside);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.workspace.names().holder("web-0"));
		assertThatIOException().isThrownBy(() -> this.workspace.list(names));
	}

	@Test
	void folderThatIsSwappedForALinkAllTheTimeIsNeverLeft() throws Exception {
		this.workspace.write(log(), "boom\n");
		Thread attacker = Thread.ofPlatform().start(() -> swap(500));
		do {
			tryToWrite();
		}
		while (attacker.isAlive());
		attacker.join();
		assertThat(tryToWrite()).isTrue();
		assertThat(this.outside).isEmptyDirectory();
	}

	private boolean tryToWrite() {
		try {
			this.workspace.write(log(), "boom\n");
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void swap(int times) {
		for (int i = 0; i < times; i++) {
			try {
				Files.move(this.workspace.logs(), this.root.resolve("away-" + i), StandardCopyOption.ATOMIC_MOVE);
				Files.createSymbolicLink(this.workspace.logs(), this.outside);
				Files.delete(this.workspace.logs());
			}
			catch (IOException ex) {
				Thread.onSpinWait();
			}
		}
	}

	@Test
	void plainNameBelongsToTheNamespaceThatCameFirst() {
		assertThat(this.workspace.names().stem("shop", "web-0")).isEqualTo("web-0");
		assertThat(this.workspace.names().stem("bank", "web-0")).isEqualTo("bank_web-0");
		assertThat(this.workspace.names().stem("shop", "web-0")).isEqualTo("web-0");
		this.workspace.names().release("bank", "web-0");
		assertThat(this.workspace.names().stem("bank", "web-0")).isEqualTo("bank_web-0");
		this.workspace.names().release("shop", "web-0");
		assertThat(this.workspace.names().stem("bank", "web-0")).isEqualTo("web-0");
	}

	@Test
	void longNameIsShortenedAndKeepsItsDigest() {
		String longName = "a".repeat(253);
		String stem = "a".repeat(200) + "~a92efd82";
		assertThat(this.workspace.names().stem("shop", longName)).hasSize(209).startsWith("a".repeat(200) + "~");
		assertThat(this.workspace.names().stem("shop", "b".repeat(200))).isEqualTo("b".repeat(200));
		assertThat(this.workspace.names().stem("bank", longName)).startsWith("bank_" + "a".repeat(195) + "~");
		assertThat(PodFileNames.shortened("a".repeat(201))).isEqualTo(stem);
	}

	@Test
	void folderInThePlaceOfAFileStepsAside() throws IOException {
		Files.createDirectories(log().resolve("planted"));
		this.workspace.write(log(), "boom\n");
		assertThat(log()).hasContent("boom\n");
	}

	@Test
	void nearlyFullVolumeTakesNoMoreEvidence() {
		Workspace full = new Workspace(new WorkspaceProperties(this.root, null, DataSize.ofTerabytes(1000)),
				new StateProperties(null), Workspaces.LIMITS);
		assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> full.write(log(), "boom\n"))
			.withMessageContaining("heal.workspace.reserve");
		assertThat(log()).doesNotExist();
	}

	@Test
	void whatAKilledProcessLeftIsDeleted() throws IOException {
		this.workspace.write(log(), "boom\n");
		Path old = Files.writeString(this.workspace.logs().resolve(".heal-1.tmp"), "half");
		Path young = Files.writeString(this.workspace.logs().resolve(".heal-2.tmp"), "half");
		Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
		this.workspace.deleteAbandoned(Duration.ofHours(1));
		assertThat(old).doesNotExist();
		assertThat(young).exists();
		assertThat(log()).exists();
	}

}
