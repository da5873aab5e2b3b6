package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.remediation.IncidentState;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IncidentStore}.
 */
class IncidentStoreTests {

	@TempDir
	private Path root;

	private IncidentStore store;

	@BeforeEach
	void setUp() {
		this.store = StoredIncidents.in(Workspaces.in(this.root));
	}

	@Test
	void failureIsAwaitedWhileOneOfItsIncidentsIs() {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.REMEDIATING));
		this.store.save(StoredIncidents.of("web-1", "f1", IncidentState.REMEDIATING));
		end("web-0");
		assertThat(this.store.isAwaited("f1")).isTrue();
		end("web-1");
		assertThat(this.store.isAwaited("f1")).isFalse();
		assertThat(this.store.ofFailure("f1")).hasSize(2);
	}

	@Test
	void incidentIsFoundByItsPresentFailureAlone() {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		this.store.save(StoredIncidents.of("web-0", "f2", IncidentState.QUEUED));
		assertThat(this.store.ofFailure("f1")).isEmpty();
		assertThat(this.store.ofFailure("f2")).hasSize(1);
	}

	@Test
	void incidentsOfAFormerProcessAreFound() {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		assertThat(StoredIncidents.in(Workspaces.in(this.root)).isAwaited("f1")).isTrue();
	}

	@Test
	void whatAnotherProcessWritesIsTakenIn() {
		IncidentStore other = StoredIncidents.in(Workspaces.in(this.root));
		assertThat(this.store.all()).isEmpty();
		other.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		other.save(StoredIncidents.of("web-1", "f1", IncidentState.QUEUED));
		this.store.refresh();
		assertThat(this.store.ofFailure("f1")).hasSize(2);
		other.delete("shop", "web-0");
		other.save(StoredIncidents.of("web-1", "f2", IncidentState.QUEUED));
		this.store.refresh();
		assertThat(this.store.ofFailure("f1")).isEmpty();
		assertThat(this.store.find("shop", "web-1").orElseThrow().failure()).isEqualTo("f2");
	}

	@Test
	void unreadableFileIsPassedOver() throws IOException {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		Path folder = this.root.resolve(".heal/incidents/shop");
		Files.writeString(folder.resolve("torn.json"), "{\"namespace\": \"shop\", \"po");
		Files.createDirectory(folder.resolve("folder.json"));
		Files.writeString(this.root.resolve(".heal/incidents/file"), "no folder");
		this.store.refresh();
		assertThat(this.store.all()).hasSize(1);
		Files.writeString(folder.resolve("web-0.json"), "[]");
		assertThat(this.store.all()).isEmpty();
		this.store.refresh();
		assertThat(this.store.isAwaited("f1")).isFalse();
	}

	@Test
	void changesAtTheSameTimeAreAllKept() {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int change = 0; change < 50; change++) {
				threads.execute(() -> this.store.update("shop", "web-0",
						(now) -> now.triedAgain("again", StoredIncidents.NOW)));
				threads.execute(this.store::refresh);
			}
		}
		assertThat(this.store.find("shop", "web-0").orElseThrow().progress().tries()).isEqualTo(50);
		assertThat(this.store.list((entry) -> entry.isDue())).hasSize(1);
	}

	@Test
	void whatWasSavedIsThereAfterAKill() {
		IncidentStore killed = started();
		killed.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		killed.together(() -> {
			killed.save(StoredIncidents.of("web-1", null, IncidentState.ACCEPTED));
			return killed;
		});
		killed.update("shop", "web-1", (now) -> now.with(IncidentState.COLLECTING, null, StoredIncidents.NOW));
		IncidentStore next = started();
		assertThat(next.find("shop", "web-1").orElseThrow().progress().state()).isEqualTo(IncidentState.COLLECTING);
		assertThat(next.isAwaited("f1")).isTrue();
		assertThat(next.list((entry) -> entry.isDue())).hasSize(1);
	}

	@Test
	void incidentAtRestIsWrittenToItsFileOnce() throws IOException {
		this.store = started();
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.REMEDIATING));
		this.store.save(StoredIncidents.of("web-1", null, IncidentState.ACCEPTED));
		Path file = this.root.resolve(".heal/incidents/shop/web-0.json");
		assertThat(file).doesNotExist();
		this.store.settle();
		assertThat(file).exists();
		assertThat(this.store.unsettled()).isEqualTo(1);
		Files.writeString(file, Files.readString(file).replace("f1", "f2"));
		this.store.settle();
		this.store.refresh();
		assertThat(this.store.isAwaited("f2")).isTrue();
		assertThat(started().find("shop", "web-0").orElseThrow().failure()).isEqualTo("f2");
	}

	@Test
	void deletedIncidentDoesNotComeBack() {
		this.store = started();
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.CLOSED));
		this.store.delete("shop", "web-0");
		assertThat(this.store.find("shop", "web-0")).isEmpty();
		assertThat(started().find("shop", "web-0")).isEmpty();
	}

	@Test
	void whoLeadsAgainKnowsWhatHappenedMeanwhile() {
		IncidentStore first = started();
		first.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		first.stop();
		IncidentStore second = started();
		second.save(StoredIncidents.of("web-0", "f2", IncidentState.QUEUED));
		second.stop();
		first.start();
		first.refresh();
		assertThat(first.isAwaited("f2")).isTrue();
		assertThat(first.isAwaited("f1")).isFalse();
	}

	@Test
	void stoppedStoreWritesFilesAtOnce() {
		IncidentStore stopped = started();
		stopped.stop();
		stopped.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		assertThat(this.store.isAwaited("f1")).isTrue();
	}

	@Test
	void nextStartReadsWhatHasChangedAlone() throws IOException {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		this.store.save(StoredIncidents.of("web-1", "f1", IncidentState.QUEUED));
		this.store.save(StoredIncidents.of("web-2", "f1", IncidentState.QUEUED));
		this.store.remember();
		this.store.delete("shop", "web-1");
		this.store.save(StoredIncidents.of("web-2", "f2", IncidentState.QUEUED));
		this.store.save(StoredIncidents.of("web-3", "f2", IncidentState.QUEUED));
		Path index = this.root.resolve(".heal/incidents.index");
		Files.writeString(index, Files.readString(index).replace("f1", "read from the index"));
		IncidentStore next = StoredIncidents.in(Workspaces.in(this.root));
		assertThat(next.isAwaited("read from the index")).isTrue();
		assertThat(next.ofFailure("f1")).isEmpty();
		assertThat(next.ofFailure("f2")).hasSize(2);
		assertThat(next.all()).hasSize(3);
	}

	@Test
	void indexThatIsNoneIsPassedOver() throws IOException {
		this.store.save(StoredIncidents.of("web-0", "f1", IncidentState.QUEUED));
		for (String content : new String[] { "", "[]", "{}", "{\"entries\": [{}]}", "{\"entries\": [null]}", "\0" }) {
			Files.writeString(this.root.resolve(".heal/incidents.index"), content);
			assertThat(StoredIncidents.in(Workspaces.in(this.root)).isAwaited("f1")).isTrue();
		}
	}

	private IncidentStore started() {
		IncidentStore started = StoredIncidents.in(Workspaces.in(this.root));
		started.start();
		return started;
	}

	private void end(String pod) {
		this.store.update("shop", pod, (incident) -> incident.with(incident.episode().ended(StoredIncidents.NOW)));
	}

}
