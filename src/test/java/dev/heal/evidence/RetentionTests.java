package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Retention}.
 */
class RetentionTests {

	private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

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
				evidence.run();
			}

		});
		try (Retention retention = new Retention(this.workspace, this.store, beans.getBeanProvider(OpenIncidents.class),
				new RetentionProperties(Duration.ofDays(30), size, Duration.ofMinutes(1)),
				Clock.fixed(NOW, ZoneOffset.UTC))) {
			retention.clean();
		}
	}

	private Path store(String pod, int daysAgo) throws IOException {
		Path file = this.store.file("shop", pod, Kind.CURRENT_LOG);
		this.workspace.write(file, "boom\n");
		EvidenceFile entry = new EvidenceFile(Kind.CURRENT_LOG, file.toString(), State.WRITTEN, null, 5, 1, "x", null,
				NOW, Map.of(), List.of());
		this.store.save(new Manifest("shop", pod, "u", NOW.minus(Duration.ofDays(daysAgo)), true, 0, List.of(entry)),
				MissingNode.getInstance(), MissingNode.getInstance(), MissingNode.getInstance());
		return file;
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
		clean(DataSize.ofBytes(5));
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
		try (var left = Files.list(history)) {
			assertThat(left).isEmpty();
		}
	}

}
