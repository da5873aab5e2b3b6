package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.heal.evidence.EvidenceFile.State;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordedEndings}.
 */
public class RecordedEndingsTests {

	public static final RecorderProperties PROPERTIES = new RecorderProperties(3, DataSize.ofBytes(100),
			DataSize.ofBytes(250), DataSize.ofBytes(500), Duration.ofDays(7), 2);

	private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

	@TempDir
	private Path root;

	private Workspace workspace;

	private RecordedEndings endings;

	@BeforeEach
	void open() {
		this.workspace = Workspaces.in(this.root);
		this.endings = new RecordedEndings(this.workspace, PROPERTIES);
	}

	private RecordedEnd save(String pod, int minutesAgo, int bytes) throws IOException {
		RecordedEnd end = RecordedEnd.of("u-1", "web", "containerd://c" + minutesAgo, null,
				NOW.minus(Duration.ofMinutes(minutesAgo)), 1, null, "Error");
		Path log = this.endings.files().log("shop", pod, end);
		this.workspace.write(log, "x".repeat(bytes));
		RecordedEnd recorded = end.with(new RecordedEnd.Log(log.toString(), State.WRITTEN, null, bytes, 1, "s"));
		this.endings.save("shop", pod, recorded);
		return recorded;
	}

	private List<RecordedEnd> kept(String pod) {
		return this.endings.files().read("shop", pod, "u-1");
	}

	private List<String> logs() throws IOException {
		try (var files = Files.walk(this.root.resolve("logs"))) {
			return files.filter(Files::isRegularFile).map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void oldestGoesWithItsLogWhenAPodHasTooMany() throws IOException {
		for (int minutes = 9; minutes > 4; minutes--) {
			save("web-0", minutes, 10);
		}
		assertThat(kept("web-0")).extracting(RecordedEnd::id)
			.containsExactly("containerd://c7", "containerd://c6", "containerd://c5");
		assertThat(logs()).containsExactly("web-c5.log", "web-c6.log", "web-c7.log");
	}

	@Test
	void oldestGoesWhenTheLogsOfAPodAreTooLarge() throws IOException {
		save("web-0", 9, 100);
		save("web-0", 8, 100);
		save("web-0", 7, 100);
		assertThat(kept("web-0")).extracting(RecordedEnd::id).containsExactly("containerd://c8", "containerd://c7");
	}

	@Test
	void oldestOfAllGoWhenAllIsTooMuchAndNineTenthsAreLeft() throws IOException {
		for (int i = 0; i < 6; i++) {
			save("web-" + i, 60 - i, 90);
		}
		assertThat(this.endings.isTooMuch()).isTrue();
		this.endings.clean(NOW);
		assertThat(this.endings.isTooMuch()).isFalse();
		assertThat(logs()).containsExactly("web-c55.log", "web-c56.log", "web-c57.log", "web-c58.log", "web-c59.log");
		assertThat(kept("web-0")).isEmpty();
		assertThat(kept("web-5")).hasSize(1);
	}

	@Test
	void whatIsTooOldGoesAndSoDoesWhatNoRecordNames() throws IOException {
		save("web-0", 8 * 24 * 60, 10);
		save("web-1", 1, 10);
		Path stray = this.root.resolve("logs/endings/shop/web-1/.heal-1.tmp");
		Files.writeString(stray, "half");
		Files.setLastModifiedTime(stray, FileTime.from(NOW.minus(Duration.ofDays(2))));
		Path fresh = this.root.resolve("logs/endings/shop/web-1/.heal-2.tmp");
		Files.writeString(fresh, "being written");
		Files.setLastModifiedTime(fresh, FileTime.from(NOW));
		this.endings.clean(NOW);
		assertThat(logs()).containsExactly(".heal-2.tmp", "web-c1.log");
		assertThat(this.root.resolve("logs/endings/shop/web-0")).doesNotExist();
		assertThat(this.root.resolve(".heal/endings/shop/web-0.json")).doesNotExist();
	}

	@Test
	void recordThatNamesAForeignFileDoesNotCount() throws IOException {
		RecordedEnd end = save("web-0", 1, 10);
		Path other = this.root.resolve("alerts/A7-web-0.md");
		this.workspace.write(other, "a report");
		this.endings.files()
			.write("shop", "web-0",
					List.of(end.with(new RecordedEnd.Log(other.toString(), State.WRITTEN, null, 10, 1, "s"))));
		assertThat(kept("web-0")).isEmpty();
		this.endings.clean(NOW.plus(Duration.ofDays(30)));
		assertThat(other).exists();
	}

	@Test
	void namesakesOfALaterPodAreNoPartOfItsSeries() throws IOException {
		save("web-0", 1, 10);
		assertThat(this.endings.files().read("shop", "web-0", "u-2")).isEmpty();
		assertThat(this.endings.files().read("shop", "web-0", null)).isEmpty();
	}

}
