package dev.heal.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.workspace.FileVersion;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoredFile}.
 */
class StoredFileTests {

	private static final String SHA256 = "5e1c0a8a4dbd4d0fbaee0ad4b5a6ee1ae0f6a27c0d31d4d6d1f8c6d5a7a1b3c2";

	@TempDir
	private Path root;

	private final VerifiedFiles verified = new VerifiedFiles();

	private StoredFile stored(Path file, String sha256) throws IOException {
		Workspace workspace = Workspaces.in(this.root);
		workspace.write(file, "boom\n");
		EvidenceFile entry = new EvidenceFile(Kind.CURRENT_LOG, file.toString(), State.WRITTEN, null, 5, 1, sha256,
				null, null, Map.of(), List.of());
		return new StoredFile(workspace, this.verified, entry, file.toString());
	}

	private static String sha256(String text) {
		return HexFormat.of().formatHex(MeasuringOutputStream.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void versionThatWasReadOnceIsNotReadAgain() throws IOException {
		Path file = this.root.resolve("logs/web-0-current.log");
		StoredFile stored = stored(file, SHA256);
		assertThat(stored.isIntact()).isFalse();
		FileVersion version = Workspaces.in(this.root).version(file);
		this.verified.add(version, SHA256);
		assertThat(stored.isIntact()).isTrue();
	}

	@Test
	void changeIsSeenThoughSizeAndTimeAreTheSame() throws IOException {
		Path file = this.root.resolve("logs/web-0-current.log");
		StoredFile stored = stored(file, sha256("boom\n"));
		assertThat(stored.isIntact()).isTrue();
		FileTime time = Files.getLastModifiedTime(file);
		Files.writeString(file, "BOOM\n");
		Files.setLastModifiedTime(file, time);
		assertThat(stored.isIntact()).isFalse();
		Files.delete(file);
		assertThat(stored.isIntact()).isFalse();
	}

}
