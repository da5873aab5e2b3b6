package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.alert.Alert;
import dev.heal.alert.Alert.Hints;
import dev.heal.alert.AlertOutcome;
import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.Subject;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.Remediations;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Incidents}.
 */
class IncidentsTests {

	private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

	@TempDir
	private Path root;

	private final Clock clock = Mockito.mock(Clock.class);

	private final WorkloadIncidents workloads = Mockito.mock(WorkloadIncidents.class);

	private final SecondLook secondLook = Mockito.mock(SecondLook.class);

	private IncidentStore store;

	private IncidentExpiry expiry;

	private Incidents incidents;

	@BeforeEach
	void setUp() {
		Workspace workspace = Workspaces.in(this.root);
		JsonMapper mapper = JsonMapper.builder().build();
		IncidentProperties properties = new IncidentProperties(1, 10, Duration.ofSeconds(1), Duration.ofSeconds(1),
				Duration.ZERO, Duration.ofHours(6), Duration.ZERO);
		this.store = new IncidentStore(workspace, mapper);
		IncidentEnd end = new IncidentEnd(this.store, StoredIncidents.reports(workspace),
				Mockito.mock(Remediations.class), properties, this.clock);
		this.expiry = new IncidentExpiry(this.store, end, properties, this.clock);
		this.incidents = new Incidents(this.store, Mockito.mock(IncidentQueue.class),
				Mockito.mock(IncidentHistory.class), end, this.workloads, this.secondLook,
				Mockito.mock(Rehearsal.class), properties, this.clock);
		at(START);
	}

	@Test
	void incidentGoesOnUntilItsLastAlertIsResolved() {
		assertThat(handle(firing("a"), firing("b"))).containsExactly(Outcome.ACCEPTED, Outcome.DUPLICATE);
		assertThat(handle(resolved("a"))).containsExactly(Outcome.RESOLVED);
		assertThat(handle(firing("b"))).containsExactly(Outcome.DUPLICATE);
		assertThat(handle(resolved("b"))).containsExactly(Outcome.RESOLVED);
		assertThat(incident().isLive()).isFalse();
		assertThat(incident().progress().reason()).isEqualTo("alert resolved");
	}

	@Test
	void orderWithinABatchDoesNotMatter() {
		handle(firing("a"));
		assertThat(handle(resolved("a"), firing("b"))).containsExactly(Outcome.RESOLVED, Outcome.DUPLICATE);
		assertThat(handle(firing("a"), resolved("b"))).containsExactly(Outcome.DUPLICATE, Outcome.RESOLVED);
		assertThat(incident().episode().createdAt()).isEqualTo(START);
	}

	@Test
	void alertThatIsResolvedAndFiresAgainInOneBatchFires() {
		handle(firing("a"));
		assertThat(handle(resolved("a"), firing("a"))).containsExactly(Outcome.RESOLVED, Outcome.ACCEPTED);
		assertThat(incident().isLive()).isTrue();
	}

	@Test
	void endedIncidentSwallowsNothing() {
		handle(firing("a"));
		handle(resolved("a"));
		assertThat(handle(firing("a"))).containsExactly(Outcome.ACCEPTED);
	}

	@Test
	void resolveOfAnAlertThatNeverFiredIsIgnored() {
		handle(firing("a"));
		assertThat(handle(resolved("b"))).containsExactly(Outcome.IGNORED);
		assertThat(incident().isLive()).isTrue();
	}

	@Test
	void incidentWithoutASignOfLifeExpires() {
		handle(firing("a"));
		reported();
		at(START.plus(Duration.ofHours(4)));
		assertThat(handle(firing("a"))).containsExactly(Outcome.DUPLICATE);
		at(START.plus(Duration.ofHours(9)));
		this.expiry.expire();
		assertThat(incident().isLive()).isTrue();
		at(START.plus(Duration.ofHours(11)));
		this.expiry.expire();
		assertThat(incident().progress().state()).isEqualTo(IncidentState.CLOSED);
		assertThat(incident().progress().reason()).startsWith("expired: no sign of life since 2026-01-05T14:00:00Z");
	}

	@Test
	void expiredIncidentSwallowsNothingEvenBeforeItIsLookedFor() {
		handle(firing("a"));
		reported();
		at(START.plus(Duration.ofDays(7)));
		assertThat(handle(firing("a"))).containsExactly(Outcome.ACCEPTED);
	}

	@Test
	void incidentThatWaitsForAWorkerDoesNotExpire() {
		handle(firing("a"));
		at(START.plus(Duration.ofDays(7)));
		this.expiry.expire();
		assertThat(handle(firing("a"))).containsExactly(Outcome.DUPLICATE);
	}

	@Test
	void repeatWithinAShortTimeWritesNothing() throws IOException {
		handle(firing("a"));
		Path file = this.root.resolve(".heal/incidents/shop/web-0.json");
		Object inode = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
		at(START.plusSeconds(60));
		handle(firing("a"));
		assertThat(Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey())
			.isEqualTo(inode);
	}

	@Test
	void incidentOfAFormerVersionIsRead() throws IOException {
		Files.createDirectories(this.root.resolve(".heal/incidents/shop"));
		Files.writeString(this.root.resolve(".heal/incidents/shop/web-0.json"), """
				{"namespace": "shop", "pod": "web-0",
				 "episode": {"fingerprints": ["a", "b"], "container": "web", "taskId": null,
				  "startsAt": "2026-01-05T09:00:00Z", "createdAt": "2026-01-05T09:00:10Z", "endedAt": null},
				 "progress": {"state": "reported", "reason": null, "updatedAt": "2026-01-05T09:01:00Z", "tries": 0},
				 "evidence": null, "analysis": null, "report": null, "remediation": null}""");
		assertThat(handle(resolved("a"), firing("b"))).containsExactly(Outcome.RESOLVED, Outcome.DUPLICATE);
	}

	private void at(Instant now) {
		BDDMockito.given(this.clock.instant()).willReturn(now);
	}

	private void reported() {
		this.store.update("shop", "web-0",
				(incident) -> incident.settled(IncidentState.REPORTED, null, this.clock.instant()));
	}

	private Incident incident() {
		return this.store.find("shop", "web-0").orElseThrow();
	}

	private List<Outcome> handle(Alert... alerts) {
		return this.incidents.handle(Arrays.asList(alerts)).stream().map(AlertOutcome::outcome).toList();
	}

	private Alert firing(String fingerprint) {
		return alert(fingerprint, null);
	}

	private Alert resolved(String fingerprint) {
		return alert(fingerprint, this.clock.instant());
	}

	private Alert alert(String fingerprint, @Nullable Instant endsAt) {
		return new Alert(fingerprint, endsAt == null, false, Subject.pod("shop", "web-0"), Hints.NONE,
				this.clock.instant(), endsAt);
	}

}
