package dev.heal.remediation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Failures}.
 */
class FailuresTests {

	private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	private final MovingClock clock = new MovingClock(NOW);

	@TempDir
	Path root;

	private Failures failures;

	@BeforeEach
	void setUp() {
		this.failures = open();
	}

	@Test
	void whatWasSavedIsKnownAtOnceAndAfterARestart() {
		this.failures.save(failure("f1", IncidentState.QUEUED));
		assertThat(this.failures.all()).containsExactly(failure("f1", IncidentState.QUEUED));
		assertThat(open().all()).containsExactly(failure("f1", IncidentState.QUEUED));
	}

	@Test
	void whatAnotherProcessWritesIsTakenIn() {
		Failures other = open();
		assertThat(this.failures.all()).isEmpty();
		other.save(failure("f1", IncidentState.QUEUED));
		assertThat(this.failures.find("f1")).isPresent();
		other.save(failure("f2", IncidentState.QUEUED));
		this.failures.refresh();
		assertThat(this.failures.all()).hasSize(2);
	}

	@Test
	void conclusionFromWhatIsOutdatedIsNotSaved() {
		Failure failure = failure("f1", IncidentState.REMEDIATING);
		this.failures.save(failure);
		Failure stopped = failure.stopped("stopped on request", NOW);
		this.failures.save(stopped);
		assertThat(this.failures.replace(Optional.of(failure), failure.to(IncidentState.VERIFYING, null, NOW)))
			.isFalse();
		assertThat(this.failures.find("f1")).contains(stopped);
		assertThat(this.failures.replace(Optional.of(stopped), failure)).isTrue();
		assertThat(this.failures.replace(Optional.empty(), failure("f2", IncidentState.QUEUED))).isTrue();
	}

	@Test
	void unreadableFileHidesNoOther() throws IOException {
		this.failures.save(failure("f1", IncidentState.QUEUED));
		Files.writeString(this.root.resolve(".heal/remediations/torn.json"), "{\"id\": \"to");
		Files.createDirectory(this.root.resolve(".heal/remediations/folder.json"));
		this.failures.refresh();
		assertThat(this.failures.all()).hasSize(1);
		assertThat(open().all()).hasSize(1);
	}

	@Test
	void whatEndedLongAgoIsForgottenAndNothingElse() {
		this.failures.save(failure("over", IncidentState.CLOSED));
		this.failures.save(failure("open", IncidentState.ESCALATED));
		this.clock.pass(Duration.ofDays(6));
		this.failures.refresh();
		assertThat(this.failures.all()).hasSize(2);
		this.clock.pass(Duration.ofDays(2));
		this.failures.refresh();
		assertThat(this.failures.all()).extracting(Failure::id).containsExactly("open");
		assertThat(this.root.resolve(".heal/remediations/over.json")).doesNotExist();
	}

	private Failures open() {
		return new Failures(Workspaces.in(this.root), JsonMapper.builder().build(),
				RemediationPolicyTests.properties(Map.of()), this.clock);
	}

	private static Failure failure(String id, IncidentState state) {
		return Failure.of(id, Requests.of("web-0", id), NOW).to(state, null, NOW);
	}

}
