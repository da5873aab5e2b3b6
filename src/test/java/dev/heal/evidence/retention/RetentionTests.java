package dev.heal.evidence.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.EvidenceStore;
import dev.heal.evidence.Manifest;
import dev.heal.evidence.OpenIncidents;
import dev.heal.evidence.RecordedEndings;
import dev.heal.evidence.RecordedEndingsTests;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Retention}.
 */
class RetentionTests {

	private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

	private static final String SHA256 = "8d7a531d714c4bd7121bf7d639c6191ff6495a4f1132c9ae3cdd672be0168954";

	@TempDir
	private Path root;

	private EvidenceStore store;

	private Workspace workspace;

	@BeforeEach
	void setUp() {
		this.workspace = Workspaces.in(this.root);
		this.store = new EvidenceStore(this.workspace);
	}

	private void clean(DataSize size, String... open) throws IOException {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("incidents", new OpenIncidents() {

			@Override
			public boolean isOpen(String namespace, String pod) {
				return List.of(open).contains(pod);
			}

			@Override
			public void forget(String namespace, String pod, Runnable evidence) {
				if (List.of(open).contains("fails:" + pod)) {
					throw new IllegalStateException("cannot be forgotten");
				}
				evidence.run();
			}

		});
		try (Retention retention = new Retention(this.workspace, new Inventory(this.workspace, this.store),
				new RecordedEndings(this.workspace, RecordedEndingsTests.PROPERTIES),
				beans.getBeanProvider(OpenIncidents.class),
				new RetentionProperties(Duration.ofDays(30), size, Duration.ofMinutes(1)),
				Clock.fixed(NOW, ZoneOffset.UTC))) {
			retention.clean();
		}
	}

	private Path store(String pod, int daysAgo) throws IOException {
		Path file = this.store.file("shop", pod, Kind.CURRENT_LOG);
		this.workspace.write(file, "boom\n");
		EvidenceFile entry = new EvidenceFile(Kind.CURRENT_LOG, file.toString(), State.WRITTEN, null, 5, 1, SHA256,
				null, NOW, Map.of(), List.of());
		this.store.save(new Manifest("shop", pod, "u", NOW.minus(Duration.ofDays(daysAgo)), true, 0, List.of(entry)),
				MissingNode.getInstance(), MissingNode.getInstance(), MissingNode.getInstance());
		return file;
	}

	private long size(String pod) throws IOException {
		return new Inventory(this.workspace, this.store).all()
			.stream()
			.filter((kept) -> kept.pod().equals(pod))
			.mapToLong(Inventory.Kept::bytes)
			.sum();
	}

	@Test
	void oldEvidenceGoes() throws IOException {
		Path old = store("old", 31);
		Path young = store("young", 29);
		clean(DataSize.ofGigabytes(1));
		assertThat(old).doesNotExist();
		assertThat(this.store.find("shop", "old")).isEmpty();
		assertThat(young).exists();
	}

	@Test
	void oldestGoesFirstWhenThereIsTooMuch() throws IOException {
		Path older = store("older", 2);
		Path younger = store("younger", 1);
		clean(DataSize.ofBytes(size("younger")));
		assertThat(older).doesNotExist();
		assertThat(younger).exists();
	}

	@Test
	void evidenceOfAnOpenIncidentStays() throws IOException {
		Path open = store("open", 300);
		clean(DataSize.ofBytes(0), "open");
		assertThat(open).exists();
	}

	@Test
	void historyCountsAndGoesToo() throws IOException {
		store("web-0", 1);
		this.store.archive("shop", "web-0");
		Path history = this.root.resolve(".heal/history/shop/web-0");
		assertThat(history).isDirectoryRecursivelyContaining("glob:**/web-0-current.log");
		clean(DataSize.ofBytes(0));
		assertThat(this.root.resolve(".heal/history")).doesNotExist();
	}

	@Test
	void manifestThatCannotBeReadIsAsOldAsItsFolderAndEndsNothing() throws IOException {
		Path broken = store("broken", 1);
		Path folder = this.root.resolve(".heal/evidence/shop/broken");
		Files.writeString(folder.resolve("manifest.json"), "{ not json");
		Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(40))));
		Path old = store("old", 31);
		clean(DataSize.ofGigabytes(1));
		assertThat(old).doesNotExist();
		assertThat(broken).doesNotExist();
		assertThat(folder).doesNotExist();
	}

	@Test
	void incidentThatCannotBeForgottenDoesNotKeepTheOthers() throws IOException {
		Path bad = store("bad", 40);
		Path old = store("old", 31);
		clean(DataSize.ofGigabytes(1), "fails:bad");
		assertThat(bad).exists();
		assertThat(old).doesNotExist();
	}

	@Test
	void manifestThatNamesFilesOfOthersDeletesNoneOfThem() throws IOException {
		Path young = store("young", 1);
		store("old", 31);
		Path manifest = this.root.resolve(".heal/evidence/shop/old/manifest.json");
		Files.writeString(manifest, Files.readString(manifest).replace("old-current.log", "young-current.log"));
		Files.setLastModifiedTime(manifest.getParent(), FileTime.from(NOW.minus(Duration.ofDays(40))));
		clean(DataSize.ofGigabytes(1));
		assertThat(young).exists();
		assertThat(manifest).doesNotExist();
	}

	@Test
	void fileThatNoManifestKnowsGoesByAge() throws IOException {
		Path stray = Files.createDirectories(this.workspace.logs()).resolve("web-9-current.log");
		Files.writeString(stray, "boom");
		Path other = Files.writeString(this.workspace.logs().resolve("notes.txt"), "mine");
		Files.setLastModifiedTime(stray, FileTime.from(NOW.minus(Duration.ofDays(29))));
		Files.setLastModifiedTime(other, FileTime.from(NOW.minus(Duration.ofDays(99))));
		clean(DataSize.ofBytes(0));
		assertThat(stray).exists();
		Files.setLastModifiedTime(stray, FileTime.from(NOW.minus(Duration.ofDays(31))));
		clean(DataSize.ofBytes(0));
		assertThat(stray).doesNotExist();
		assertThat(other).exists();
	}

	@Test
	void whatAKilledProcessLeftGoesEverywhere() throws IOException {
		store("web-0", 1);
		Path left = this.root.resolve(".heal/evidence/shop/web-0/.heal-1.tmp");
		Files.writeString(left, "half");
		Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofHours(2))));
		clean(DataSize.ofGigabytes(1));
		assertThat(left).doesNotExist();
	}

	@Test
	void evidenceThatSomebodyChangedIsNotArchived() throws IOException {
		Path log = store("web-0", 1);
		Files.writeString(log, "very much boom\n");
		this.store.archive("shop", "web-0");
		Path history = this.root.resolve(".heal/history/shop/web-0");
		assertThat(history).isDirectoryNotContaining("glob:**/web-0-current.log")
			.isDirectoryRecursivelyContaining("glob:**/manifest.json");
		assertThat(log).exists();
	}

}
