package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunStatus;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Budget}.
 */
class BudgetTests {

	private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	private final MovingClock clock = new MovingClock(NOW);

	@TempDir
	Path root;

	private Failures failures;

	private Pause pause;

	private Budget budget;

	@BeforeEach
	void setUp() {
		Workspace workspace = Workspaces.in(this.root);
		RemediationProperties properties = RemediationPolicyTests
			.properties(Map.of("max-active", "2", "max-per-hour", "4", "max-attempts", "2"));
		this.failures = new Failures(workspace, JsonMapper.builder().build(), properties, this.clock);
		this.pause = new Pause(workspace, this.clock);
		this.budget = new Budget(properties, RemediationPolicyTests.dispatching(properties), this.failures, this.pause,
				this.clock);
	}

	@Test
	void nothingHoldsTheFirstAttemptBack() {
		assertThat(this.budget.limit(failure("f1"), List.of())).isEmpty();
		assertThat(this.budget.spent(failure("f1"))).isFalse();
	}

	@Test
	void pauseHoldsEverythingBack() {
		this.pause.set(true);
		assertThat(this.budget.limit(failure("f1"), List.of())).contains("remediation is paused");
		this.pause.set(false);
		assertThat(this.budget.limit(failure("f1"), List.of())).isEmpty();
	}

	@Test
	void activeRunsCount() {
		List<CodeRun> runs = List.of(run("a", "Running", 1), run("b", "", 1), run("c", "Succeeded", 1));
		assertThat(this.budget.limit(failure("f1"), runs))
			.contains("2 CodeRuns are active, heal.remediation.max-active is 2");
		assertThat(this.budget.limit(failure("f1"), runs.subList(1, 3))).isEmpty();
	}

	@Test
	void runsOfTheLastHourCountAlsoThoseThatWereDeleted() {
		List<CodeRun> runs = IntStream.range(0, 3).mapToObj((i) -> run("run-" + i, "Failed", 59)).toList();
		assertThat(this.budget.limit(failure("f1"), runs)).isEmpty();
		this.failures.save(failure("f2").withAttempts(List.of(Attempt.of(run("gone", "Failed", 5)))));
		assertThat(this.budget.limit(failure("f1"), runs))
			.contains("4 CodeRuns were started within an hour, heal.remediation.max-per-hour is 4");
		this.clock.pass(Duration.ofMinutes(2));
		assertThat(this.budget.limit(failure("f1"), runs)).isEmpty();
	}

	@Test
	void failureCoolsDownFromTheEndOfItsLastAttempt() {
		Failure failure = failure("f1").withAttempts(List.of(Attempt.of(run("a", "Failed", 40)).ended(NOW)));
		assertThat(this.budget.limit(failure, List.of()))
			.contains("cool-down of the failure until 2026-11-22T08:30:00Z");
		this.clock.pass(Duration.ofMinutes(30));
		assertThat(this.budget.limit(failure, List.of())).isEmpty();
	}

	@Test
	void attemptsAreSpentUnlessTheyAreForgottenOrWereDeferred() {
		Attempt deferred = Attempt.of(run("c", "Succeeded", 1))
			.seen(run("c", "Succeeded", 1, "Task deferred to the next session"));
		Attempt first = Attempt.of(run("a", "Failed", 60));
		assertThat(this.budget.spent(failure("f1").withAttempts(List.of(first, deferred)))).isFalse();
		Failure failure = failure("f1").withAttempts(List.of(first, Attempt.of(run("b", "Failed", 30))));
		assertThat(this.budget.spent(failure)).isTrue();
		this.clock.pass(Duration.ofDays(8));
		assertThat(this.budget.spent(failure)).isFalse();
	}

	private static Failure failure(String id) {
		return Failure.of(id, Requests.of("web-0", id), NOW);
	}

	private static CodeRun run(String name, String phase, int minutesAgo) {
		return run(name, phase, minutesAgo, "done");
	}

	private static CodeRun run(String name, String phase, int minutesAgo, String message) {
		CodeRun run = new CodeRun();
		run.setMetadata(new ObjectMetaBuilder().withName(name)
			.withCreationTimestamp(NOW.minus(Duration.ofMinutes(minutesAgo)).toString())
			.build());
		run.setStatus(
				new CodeRunStatus(phase, message, null, null, null, null, null, null, null, null, null, null, null));
		return run;
	}

}
