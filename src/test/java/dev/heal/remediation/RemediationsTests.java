package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunNames;
import dev.heal.coderun.CodeRunStatus;
import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Escalated;
import dev.heal.remediation.Dispatch.Failed;
import dev.heal.remediation.Dispatch.Queued;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.remediation.Dispatch.Verifying;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Remediations}.
 */
@EnableKubernetesMockClient(crud = true)
class RemediationsTests {

	private static final String FAILURE = "b1946ac92492d234";

	private final MovingClock clock = new MovingClock(Instant.now().plusSeconds(60));

	private final List<Heal> running = new ArrayList<>();

	@TempDir
	Path workspace;

	KubernetesClient client;

	@AfterEach
	void stop() {
		this.running.forEach(Heal::close);
	}

	@Test
	void failureStartsACodeRun() {
		Dispatch dispatch = heal().dispatch(Requests.of("web-0", FAILURE));
		assertThat(dispatch).isInstanceOfSatisfying(Started.class, (started) -> {
			assertThat(started.remediation().deduplicated()).isFalse();
			assertThat(started.remediation().name()).isEqualTo(CodeRunNames.coderun(FAILURE, 1, null));
		});
		CodeRun run = onlyRun();
		assertThat(run.getMetadata().getLabels()).containsAllEntriesOf(Map.of("app.kubernetes.io/managed-by", "heal",
				"agents.platform/type", "heal-remediation", "remediation", "true", "alert-type", "a7", "target-pod",
				"web-0", "heal.platform/failure", FAILURE));
		assertThat(run.getSpec().env()).containsEntry("HEAL_CURRENT_LOG", "/workspace/watch/logs/web-0-current.log")
			.doesNotContainKey("HEAL_PREVIOUS_LOG")
			.containsEntry("CODERUN_NAME", run.name());
		assertThat(run.getSpec().docsRepositoryUrl()).isEqualTo("https://git.example/acme/shop");
		assertThat(run.getSpec().contextVersion()).isOne();
	}

	@Test
	void labelOfThePodIsTheTaskIdWithoutAGivenOne() {
		RemediationRequest request = Requests.withPod(Requests.of("web-0", FAILURE),
				"{\"metadata\": {\"labels\": {\"task-id\": \"1234\"}}}");
		heal().dispatch(request);
		CodeRun run = onlyRun();
		assertThat(run.name()).isEqualTo(CodeRunNames.coderun(FAILURE, 1, null));
		assertThat(run.getMetadata().getLabels()).containsEntry("task-id", "1234");
		assertThat(run.getSpec().taskId()).isEqualTo(1234);
		assertThat(run.getSpec().env()).containsEntry("TASK_ID", "1234");
	}

	@Test
	void givenTaskIdComesBeforeTheLabelOfThePod() {
		RemediationRequest request = Requests.withPod(Requests.of("web-0", FAILURE),
				"{\"metadata\": {\"labels\": {\"task-id\": \"1234\"}}}");
		heal().dispatch(Requests.explicit(request, "77"));
		assertThat(onlyRun().getSpec().taskId()).isEqualTo(77);
	}

	@Test
	void fiftyPodsOfOneFailureStartOneCodeRun() {
		Remediations heal = heal();
		IntStream.range(0, 50)
			.forEach((i) -> assertThat(heal.dispatch(Requests.of("web-" + i, FAILURE))).isInstanceOf(Started.class));
		assertThat(onlyRun().annotation(CodeRun.POD)).isEqualTo("web-0");
	}

	@Test
	void severalHealsAtTheSameTimeStartOneCodeRun() throws Exception {
		List<Remediations> heals = List.of(heal(), heal(), heal());
		List<Dispatch> dispatches = atOnce(
				Stream.concat(IntStream.range(0, 12).mapToObj((i) -> heals.get(i % 3)), Stream.of(heals.getFirst()))
					.<Callable<Dispatch>>map((heal) -> () -> heal.dispatch(Requests.of("web-0", FAILURE)))
					.toList());
		assertThat(dispatches).allSatisfy((dispatch) -> assertThat(dispatch).isInstanceOf(Started.class));
		assertThat(dispatches.stream().map(Started.class::cast).filter((it) -> !it.remediation().deduplicated()))
			.hasSize(1);
		onlyRun();
	}

	@Test
	void explicitTaskIdAtTheSameTimeStartsNoSecondCodeRun() throws Exception {
		Remediations heal = heal();
		Remediations commandLine = heal();
		atOnce(List.of(() -> heal.dispatch(Requests.of("web-0", FAILURE)),
				() -> commandLine.dispatch(Requests.explicit(Requests.of("web-0", FAILURE), "42"))));
		onlyRun();
	}

	@Test
	void differentFailuresOfOnePodStartOneCodeRunEach() {
		Remediations heal = heal();
		heal.dispatch(Requests.of("web-0", FAILURE));
		heal.dispatch(Requests.of("web-0", "0000000000000001"));
		assertThat(runs()).hasSize(2);
	}

	@Test
	void alertThatComesAgainAfterTheAgentEndedStartsNothing() {
		Remediations heal = heal();
		heal.dispatch(Requests.of("web-0", FAILURE));
		finish("Succeeded");
		assertThat(heal.dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Verifying.class);
		onlyRun();
	}

	@Test
	void clusterRemembersWhenTheStateIsLost(@TempDir Path other) {
		heal().dispatch(Requests.of("web-0", FAILURE));
		finish("Succeeded");
		Heal amnesiac = start(other);
		assertThat(amnesiac.remediations().dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Verifying.class);
		onlyRun();
	}

	@Test
	void retryIsTheNextAttempt() {
		Remediations heal = heal("heal.remediation.cool-down=0s");
		heal.dispatch(Requests.of("web-0", FAILURE));
		finish("Failed");
		heal.retry(Requests.of("web-0", FAILURE));
		assertThat(runs()).hasSize(2).anySatisfy((run) -> {
			assertThat(run.getSpec().contextVersion()).isEqualTo(2);
			assertThat(run.getSpec().promptModification()).contains("Attempt 1", "ended Failed", "app crashed");
		});
	}

	@Test
	void spentAttemptsAreLeftToPeople() {
		Remediations heal = heal("heal.remediation.cool-down=0s", "heal.remediation.max-attempts=1");
		heal.dispatch(Requests.of("web-0", FAILURE));
		finish("Failed");
		assertThat(heal.retry(Requests.of("web-0", FAILURE))).isInstanceOf(Escalated.class);
		assertThat(heal.dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Escalated.class);
		onlyRun();
	}

	@Test
	void coolDownHoldsTheNextAttemptBack() {
		Remediations heal = heal();
		heal.dispatch(Requests.of("web-0", FAILURE));
		finish("Failed");
		assertThat(heal.retry(Requests.of("web-0", FAILURE))).isInstanceOf(Queued.class);
		this.clock.pass(Duration.ofMinutes(31));
		assertThat(heal.retry(Requests.of("web-0", FAILURE))).isInstanceOf(Started.class);
		assertThat(runs()).hasSize(2);
	}

	@Test
	void tooManyActiveCodeRunsHoldAnotherFailureBack() {
		Remediations heal = heal("heal.remediation.max-active=1");
		heal.dispatch(Requests.of("web-0", FAILURE));
		assertThat(heal.dispatch(Requests.of("db-0", "0000000000000001"))).isInstanceOfSatisfying(Queued.class,
				(queued) -> assertThat(queued.reason()).contains("max-active"));
		onlyRun();
	}

	@Test
	void hourlyLimitCountsDeletedCodeRuns() {
		Remediations heal = heal("heal.remediation.max-per-hour=1");
		heal.dispatch(Requests.of("web-0", FAILURE));
		this.client.resources(CodeRun.class).inNamespace("cto").delete();
		assertThat(heal.dispatch(Requests.of("db-0", "0000000000000001"))).isInstanceOfSatisfying(Queued.class,
				(queued) -> assertThat(queued.reason()).contains("max-per-hour"));
		assertThat(runs()).isEmpty();
	}

	@Test
	void limitsOfTwoHealsHoldTogether() throws Exception {
		List<Remediations> heals = List.of(heal("heal.remediation.max-active=2"),
				heal("heal.remediation.max-active=2"));
		atOnce(IntStream.range(0, 8)
			.<Callable<Dispatch>>mapToObj(
					(i) -> () -> heals.get(i % 2).dispatch(Requests.of("web-" + i, "000000000000000" + i)))
			.toList());
		assertThat(runs()).hasSize(2);
	}

	@Test
	void pauseHoldsAlertsBackAndRefusesExplicitRequests() {
		Heal heal = start(this.workspace);
		heal.get(Pause.class).set(true);
		RemediationRequest request = Requests.of("web-0", FAILURE);
		assertThat(heal.remediations().dispatch(request)).isInstanceOf(Queued.class);
		assertThat(heal.remediations().dispatch(Requests.explicit(request, "42"))).isInstanceOf(Declined.class);
		assertThat(runs()).isEmpty();
		start(this.workspace).get(Pause.class).set(false);
		assertThat(heal.remediations().dispatch(request)).isInstanceOf(Started.class);
	}

	@Test
	void dryRunSaysWhatItWouldHaveStarted() {
		assertThat(heal("heal.remediation.dry-run=true").dispatch(Requests.of("web-0", FAILURE)))
			.isInstanceOfSatisfying(Declined.class,
					(declined) -> assertThat(declined.reason()).startsWith("dry run: would have started heal-"));
		assertThat(runs()).isEmpty();
	}

	@Test
	void otherCausesAndDoubtfulAnalysesStartNothingUnlessAskedFor() {
		Remediations heal = heal();
		RemediationRequest node = Requests.of("web-0", FAILURE, Cause.INFRASTRUCTURE, 0.9);
		assertThat(heal.dispatch(node)).isInstanceOf(Declined.class);
		assertThat(heal.dispatch(Requests.of("web-0", FAILURE, Cause.CODE_BUG, 0.59))).isInstanceOf(Declined.class);
		assertThat(runs()).isEmpty();
		assertThat(heal.dispatch(Requests.explicit(node, "42"))).isInstanceOf(Started.class);
		assertThat(onlyRun().name()).startsWith("heal-remediation-task42-a7-");
	}

	@Test
	void missingPropertyIsNamed() {
		assertThat(heal("heal.remediation.model=").dispatch(Requests.of("web-0", FAILURE))).isInstanceOfSatisfying(
				Declined.class, (declined) -> assertThat(declined.reason()).contains("heal.remediation.model"));
	}

	@Test
	void foreignCodeRunOfTheSameNameIsAnError() {
		CodeRun foreign = new CodeRun();
		foreign.getMetadata().setName(CodeRunNames.coderun(FAILURE, 1, null));
		this.client.resource(foreign).inNamespace("cto").create();
		assertThat(heal().dispatch(Requests.of("web-0", FAILURE))).isInstanceOfSatisfying(Failed.class, (failed) -> {
			assertThat(failed.retryable()).isFalse();
			assertThat(failed.reason()).contains("is not of failure");
		});
	}

	@Test
	void leaseOfAKilledHealIsTakenOver() {
		Heal killed = start(this.workspace);
		killed.get(Leases.class).acquire(CodeRunNames.lease(FAILURE, 1));
		this.clock.pass(Duration.ofSeconds(16));
		assertThat(heal().dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Started.class);
	}

	private Remediations heal(String... properties) {
		return start(this.workspace, properties).remediations();
	}

	private Heal start(Path folder, String... properties) {
		Heal heal = Heal.start(this.client, this.clock, folder, properties);
		this.running.add(heal);
		return heal;
	}

	private List<CodeRun> runs() {
		return this.client.resources(CodeRun.class).inNamespace("cto").list().getItems();
	}

	private CodeRun onlyRun() {
		List<CodeRun> runs = runs();
		assertThat(runs).hasSize(1);
		return runs.getFirst();
	}

	private void finish(String phase) {
		for (CodeRun run : runs()) {
			run.setStatus(
					new CodeRunStatus(phase, "done", null, null, null, null, null, null, null, null, null, null, null));
			this.client.resource(run).inNamespace("cto").updateStatus();
		}
	}

	private static List<Dispatch> atOnce(List<Callable<Dispatch>> calls) throws Exception {
		List<Dispatch> dispatches = new ArrayList<>();
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Dispatch> future : executor.invokeAll(calls)) {
				dispatches.add(future.get());
			}
		}
		return dispatches;
	}

}
