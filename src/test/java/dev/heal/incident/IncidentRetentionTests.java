package dev.heal.incident;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.evidence.EvidenceCollector;
import dev.heal.remediation.IncidentState;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link IncidentRetention}.
 */
class IncidentRetentionTests {

	@TempDir
	private Path root;

	private Workspace workspace;

	private IncidentStore store;

	private ReportFiles reports;

	@BeforeEach
	void setUp() {
		this.workspace = Workspaces.in(this.root);
		this.store = StoredIncidents.in(this.workspace);
		this.reports = StoredIncidents.reports(this.workspace);
	}

	@Test
	void finishedIncidentGoesByAgeWithItsReport() throws IOException {
		save("web-0", IncidentState.CLOSED);
		Path report = this.workspace.alerts().resolve("A7-web-0.md");
		at(29).clean();
		assertThat(this.store.find("shop", "web-0")).isPresent();
		assertThat(report).exists();
		at(31).clean();
		assertThat(this.store.find("shop", "web-0")).isEmpty();
		assertThat(this.store.all()).isEmpty();
		assertThat(report).doesNotExist();
		assertThat(this.workspace.names().holder("web-0")).isEmpty();
	}

	@Test
	void openIncidentStaysHoweverOld() {
		save("web-0", IncidentState.REPORTED);
		save("web-1", IncidentState.ESCALATED);
		at(3000).clean();
		assertThat(this.store.all()).hasSize(2);
		assertThat(at(3000).isOpen("shop", "web-0")).isTrue();
		assertThat(at(3000).isOpen("shop", "web-1")).isTrue();
	}

	@Test
	void evidenceOfAnIncidentThatBeganAnewIsNotDeleted() {
		save("web-0", IncidentState.ACCEPTED);
		AtomicBoolean deleted = new AtomicBoolean();
		at(31).forget("shop", "web-0", () -> deleted.set(true));
		assertThat(deleted).isFalse();
		assertThat(this.store.find("shop", "web-0")).isPresent();
	}

	@Test
	void evidenceOfAnIncidentThatCannotBeReadIsKept() throws IOException {
		Files.createDirectories(this.root.resolve(".heal/incidents/shop/web-0.json"));
		assertThat(at(31).isOpen("shop", "web-0")).isTrue();
	}

	@Test
	void evidenceWithoutIncidentIsNotNeeded() {
		assertThat(at(31).isOpen("shop", "web-0")).isFalse();
	}

	private void save(String pod, IncidentState state) {
		this.store.save(StoredIncidents.of(pod, "f1", state));
		this.reports.replace("shop", pod, "# Pod Failure".getBytes(StandardCharsets.UTF_8), null);
	}

	private IncidentRetention at(int days) {
		EvidenceCollector evidence = mock(EvidenceCollector.class);
		given(evidence.stored(anyString(), anyString())).willReturn(Optional.empty());
		Instant now = StoredIncidents.NOW.plus(Duration.ofDays(days));
		return new IncidentRetention(this.store, this.reports, evidence, this.workspace, Duration.ofDays(30),
				Clock.fixed(now, ZoneOffset.UTC));
	}

}
