package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunStatus;
import dev.heal.coderun.CodeRuns;
import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.report.Acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Follower}.
 */
@EnableKubernetesMockClient(crud = true)
class FollowerTests implements IncidentCallback {

	private static final String FAILURE = "b1946ac92492d234";

	private static final String POD = """
			{"metadata": {"labels": {"app": "web", "pod-template-hash": "bad"}, "uid": "u1", "ownerReferences":
			  [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-bad", "controller": true}]},
			 "status": {"containerStatuses": [{"restartCount": 7}]}}""";

	private final MovingClock clock = new MovingClock(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));

	private String foundNow = FAILURE;

	private boolean awaited = true;

	private Runnable meanwhile = () -> {
	};

	private final List<Dispatch> settled = new ArrayList<>();

	private final List<String> unticked = new ArrayList<>();

	@TempDir
	Path workspace;

	KubernetesClient client;

	KubernetesMockServer server;

	private Heal heal;

	@BeforeEach
	void start() {
		this.client
			.resource(new DeploymentBuilder().withNewMetadata()
				.withName("web")
				.withNamespace("shop")
				.endMetadata()
				.withNewSpec()
				.withReplicas(1)
				.withNewSelector()
				.withMatchLabels(Map.of("app", "web"))
				.endSelector()
				.endSpec()
				.build())
			.create();
		replicaSet("bad", Instant.EPOCH.plusSeconds(60));
		pod("web-0", "bad", false);
		this.heal = Heal.start(this.client, this.clock, this.workspace, this, "heal.remediation.cool-down=10m",
				"heal.remediation.max-active=1");
	}

	@AfterEach
	void stop() {
		this.heal.close();
	}

	@Test
	void endedAgentIsFollowedByVerification() {
		dispatch();
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.REMEDIATING);
		finish("Succeeded");
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.VERIFYING);
		assertThat(failure().lastAttempt().orElseThrow().pullRequest()).isEqualTo("https://git.example/pr/1");
	}

	@Test
	void healthyNewRevisionResolvesWithProof() {
		dispatch();
		finish("Succeeded");
		follow();
		this.client.pods().inNamespace("shop").delete();
		replicaSet("good", this.clock.instant());
		pod("web-0", "good", true);
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.VERIFYING);
		this.clock.pass(Duration.ofMinutes(3));
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.RESOLVED);
		assertThat(failure().reason()).isEqualTo("Deployment web has been healthy for 120 s with revision good, "
				+ "failed in bad; restarts: 7 before, 0 since; pull request https://git.example/pr/1");
	}

	@Test
	void sameFailureAfterTheCoolDownIsTheNextAttempt() {
		dispatch();
		finish("Succeeded");
		follow();
		follow();
		assertThat(failure().attempts()).hasSize(1);
		this.clock.pass(Duration.ofMinutes(11));
		follow();
		assertThat(failure().attempts()).hasSize(2);
		assertThat(failure().state()).isEqualTo(IncidentState.REMEDIATING);
		assertThat(runs()).anySatisfy((run) -> {
			assertThat(run.getSpec().contextVersion()).isEqualTo(2);
			assertThat(run.getSpec().promptModification()).contains("Attempt 1", "ended Succeeded",
					"https://git.example/pr/1", "no new revision was deployed");
		});
		assertThat(this.unticked).containsExactly("web-0", "web-0");
	}

	@Test
	void spentAttemptsEscalate() {
		dispatch();
		for (int attempt = 1; attempt <= 3; attempt++) {
			finish("Failed");
			follow();
			this.clock.pass(Duration.ofMinutes(11));
			follow();
		}
		assertThat(failure().state()).isEqualTo(IncidentState.ESCALATED);
		assertThat(runs()).hasSize(3);
	}

	@Test
	void otherFailureIsNotTheNextAttempt() {
		dispatch();
		finish("Succeeded");
		follow();
		this.clock.pass(Duration.ofMinutes(11));
		this.foundNow = "0000000000000001";
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.CLOSED);
		assertThat(failure().reason()).startsWith("it fails of something else now");
		assertThat(this.settled).singleElement().isInstanceOf(Started.class);
		assertThat(runs()).hasSize(2).allSatisfy((run) -> assertThat(run.getSpec().contextVersion()).isOne());
	}

	@Test
	void rolledBackWorkloadCloses() {
		replicaSet("old", Instant.EPOCH);
		dispatch();
		finish("Succeeded");
		follow();
		this.client.pods().inNamespace("shop").delete();
		pod("web-0", "old", true);
		this.clock.pass(Duration.ofMinutes(3));
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.CLOSED);
		assertThat(failure().reason()).isEqualTo("rolled back to revision old");
	}

	@Test
	void deletedWorkloadCloses() {
		dispatch();
		this.client.apps().deployments().inNamespace("shop").delete();
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.CLOSED);
		assertThat(failure().reason()).isEqualTo("the workload is gone");
	}

	@Test
	void queuedFailureStartsWhenThereIsRoom() {
		this.heal.remediations().dispatch(Requests.of("db-0", "0000000000000009"));
		dispatch();
		assertThat(failure().state()).isEqualTo(IncidentState.QUEUED);
		follow();
		assertThat(runs()).hasSize(1);
		finish("Succeeded");
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.REMEDIATING);
	}

	@Test
	void queuedFailureThatIsGoneIsNotStarted() {
		this.heal.get(Pause.class).set(true);
		dispatch();
		this.client.pods().inNamespace("shop").delete();
		pod("web-0", "bad", true);
		this.clock.pass(Duration.ofMinutes(3));
		this.heal.get(Pause.class).set(false);
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.CLOSED);
		assertThat(runs()).isEmpty();
	}

	@Test
	void withdrawnFailureIsNotStarted() {
		this.heal.get(Pause.class).set(true);
		dispatch();
		this.heal.remediations().withdraw(FAILURE, "the alert is resolved");
		this.heal.get(Pause.class).set(false);
		follow();
		assertThat(runs()).isEmpty();
	}

	@Test
	void stoppedRemediationStaysStopped() {
		dispatch();
		assertThat(this.heal.get(RemediationDesk.class).stop(runs().getFirst().name())).isTrue();
		this.clock.pass(Duration.ofMinutes(11));
		follow();
		dispatch();
		assertThat(failure().stopped()).isTrue();
		assertThat(runs()).isEmpty();
	}

	@Test
	void whatIsConcludedWhileSomebodyStopsItIsDropped() {
		dispatch();
		finish("Succeeded");
		follow();
		this.clock.pass(Duration.ofMinutes(11));
		this.foundNow = "0000000000000001";
		this.meanwhile = () -> this.heal.get(Failures.class)
			.update(FAILURE, (known) -> known.stopped("stopped on request", this.clock.instant()));
		follow();
		assertThat(failure().stopped()).isTrue();
		assertThat(failure().reason()).isEqualTo("stopped on request");
	}

	@Test
	void runThatTakesTooLongFailedAndHoldsNothingBack() {
		dispatch();
		phase("Running", null, null);
		follow();
		this.clock.pass(Duration.ofHours(2));
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.VERIFYING);
		assertThat(failure().lastAttempt().orElseThrow()).satisfies((attempt) -> {
			assertThat(attempt.phase()).isEqualTo("Failed");
			assertThat(attempt.message()).isEqualTo("no end within 120m (heal.remediation.run-timeout)");
		});
		this.clock.pass(Duration.ofMinutes(11));
		follow();
		assertThat(runs()).hasSize(2);
	}

	@Test
	void runThatTakesTooLongIsStoppedWherePeopleWantThat(@TempDir Path folder) {
		this.heal.close();
		this.heal = Heal.start(this.client, this.clock, folder, this, "heal.remediation.stop-overdue=true",
				"heal.remediation.run-timeout=30m");
		dispatch();
		phase("Running", null, null);
		this.clock.pass(Duration.ofMinutes(30));
		follow();
		assertThat(runs()).isEmpty();
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.VERIFYING);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					what happens                                 | phase     | message                      | pull request | hours | state       | counts
					agent is at work                             | Running   | -                            | -            | 1     | REMEDIATING | true
					agent hangs, or its pod has vanished         | Running   | -                            | -            | 3     | VERIFYING   | true
					agent finds no node                          | Pending   | -                            | -            | 3     | VERIFYING   | true
					no controller takes it                       | -         | -                            | -            | 3     | VERIFYING   | true
					agent ends, and thinks that it did it        | Succeeded | done                         | pull/1       | 1     | VERIFYING   | true
					agent ends early, without having tried       | Succeeded | Task deferred: out of budget | -            | 1     | VERIFYING   | false
					agent defers the rest of what it has begun   | Succeeded | the rest is deferred         | pull/1       | 1     | VERIFYING   | true
					agent gives up                               | Failed    | no idea                      | -            | 1     | VERIFYING   | true
					somebody deletes the CodeRun                 | deleted   | -                            | -            | 1     | CLOSED      | true
					its controller tidies up after it            | tidied    | -                            | -            | 0     | VERIFYING   | true
					""")
	void runEndsInManyWays(String what, String phase, String message, String pullRequest, int hours,
			IncidentState state, boolean counts, @TempDir Path folder) {
		this.heal.close();
		this.heal = Heal.start(this.client, this.clock, folder, this, "heal.remediation.max-attempts=1");
		dispatch();
		follow();
		switch (String.valueOf(phase)) {
			case "deleted" -> this.client.resources(CodeRun.class).inNamespace("cto").delete();
			case "tidied" -> {
				finish("Succeeded");
				follow();
				this.client.resources(CodeRun.class).inNamespace("cto").delete();
			}
			default -> phase(phase, message, pullRequest);
		}
		this.clock.pass(Duration.ofHours(hours));
		follow();
		assertThat(failure().state()).as(what).isEqualTo(state);
		assertThat(this.heal.get(Budget.class).spent(failure())).isEqualTo(counts);
		assertThat(failure().progress().message()).contains("runs within a day: 1 in all, 1 for ");
	}

	@Test
	void successThatOnlyDeferredItsTaskIsNoAttempt() {
		dispatch();
		for (int run = 1; run <= 4; run++) {
			phase("Succeeded", "Task deferred: context budget exhausted", null);
			follow();
			assertThat(failure().state()).isEqualTo(IncidentState.VERIFYING);
			this.clock.pass(Duration.ofMinutes(11));
			follow();
		}
		assertThat(failure().state()).isEqualTo(IncidentState.REMEDIATING);
		assertThat(runs()).hasSize(5);
	}

	@Test
	void codeRunDeletedByHandIsLeftAloneUntilSomebodyAsks() {
		dispatch();
		this.client.resources(CodeRun.class).inNamespace("cto").delete();
		follow();
		assertThat(failure().stopped()).isTrue();
		this.clock.pass(Duration.ofMinutes(11));
		assertThat(this.heal.remediations().dispatch(request())).isInstanceOf(Declined.class);
		assertThat(this.heal.remediations().dispatch(Requests.explicit(request(), "42"))).isInstanceOf(Started.class);
	}

	@Test
	void podOfTheNextRevisionStandsForTheFailure() {
		dispatch();
		finish("Succeeded");
		follow();
		this.client.pods().inNamespace("shop").delete();
		replicaSet("worse", this.clock.instant());
		pod("web-1", "worse", false);
		this.clock.pass(Duration.ofMinutes(11));
		follow();
		assertThat(runs()).anySatisfy((run) -> {
			assertThat(run.annotation(CodeRun.POD)).isEqualTo("web-1");
			assertThat(run.getSpec().contextVersion()).isEqualTo(2);
			assertThat(run.getSpec().promptModification()).contains("revision worse was deployed");
		});
	}

	@Test
	void evictedPodIsNoFailure() {
		dispatch();
		finish("Succeeded");
		follow();
		this.client.pods().inNamespace("shop").withName("web-0").edit((pod) -> evicted(pod));
		replicaSet("good", this.clock.instant());
		pod("web-1", "good", true);
		this.clock.pass(Duration.ofMinutes(3));
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.RESOLVED);
	}

	@Test
	void workloadScaledToZeroCloses() {
		dispatch();
		this.client.apps().deployments().inNamespace("shop").withName("web").edit((web) -> {
			web.getSpec().setReplicas(0);
			return web;
		});
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.CLOSED);
	}

	@Test
	void queuedFailureOfAResolvedAlertIsNotStarted() {
		this.heal.get(Pause.class).set(true);
		dispatch();
		this.awaited = false;
		this.heal.get(Pause.class).set(false);
		follow();
		assertThat(failure().reason()).isEqualTo("the alert is resolved");
		assertThat(runs()).isEmpty();
	}

	@Test
	void lostStateIsFoundAgainInTheCluster(@TempDir Path empty) {
		dispatch();
		this.heal.close();
		this.heal = Heal.start(this.client, this.clock, empty, this);
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.REMEDIATING);
		assertThat(failure().workload()).hasToString("apps/v1/Deployment/web");
		assertThat(failure().lastAttempt().orElseThrow().revision()).isEqualTo("bad");
	}

	@Override
	public Optional<Finding> stored(String namespace, String pod) {
		return renewed(namespace, pod);
	}

	@Override
	public Optional<Finding> renewed(String namespace, String pod) {
		this.meanwhile.run();
		return Optional.of(new Finding("/workspace/watch/alerts/A7-" + pod + ".md", Requests.evidence(pod, POD),
				Requests.analysis(this.foundNow, Cause.CODE_BUG, 0.9)));
	}

	@Override
	public JsonNode look(String namespace, String pod) {
		return JsonMapper.shared()
			.readTree(this.client.getKubernetesSerialization()
				.asJson(this.client.pods().inNamespace(namespace).withName(pod).get()));
	}

	@Override
	public void untick(String namespace, String pod, Acceptance acceptance) {
		this.unticked.add(pod);
	}

	@Override
	public boolean awaited(String failure) {
		return this.awaited;
	}

	@Override
	public void settle(String namespace, String pod, Dispatch dispatch) {
		this.settled.add(dispatch);
	}

	private void dispatch() {
		this.heal.remediations().dispatch(request());
	}

	private RemediationRequest request() {
		return Requests.withPod(Requests.of("web-0", FAILURE), POD);
	}

	private static Pod evicted(Pod pod) {
		pod.getStatus().setPhase("Failed");
		pod.getStatus().setReason("Evicted");
		return pod;
	}

	private void follow() {
		this.heal.get(Follower.class).follow(FAILURE, this.heal.get(CodeRuns.class).list());
	}

	private Failure failure() {
		return this.heal.get(Failures.class).find(FAILURE).orElseThrow();
	}

	private List<CodeRun> runs() {
		return this.client.resources(CodeRun.class).inNamespace("cto").list().getItems();
	}

	private void finish(String phase) {
		phase(phase, "done", "https://git.example/pr/1");
	}

	private void phase(String phase, String message, String pullRequest) {
		for (CodeRun run : runs()) {
			run.setStatus(new CodeRunStatus(phase, message, null, null, pullRequest, null, null, null, null, null, null,
					null, null));
			this.client.resource(run).inNamespace("cto").updateStatus();
		}
	}

	private void replicaSet(String revision, Instant created) {
		ReplicaSet set = new ReplicaSetBuilder().withNewMetadata()
			.withName("web-" + revision)
			.withNamespace("shop")
			.withCreationTimestamp(created.toString())
			.addNewOwnerReference()
			.withApiVersion("apps/v1")
			.withKind("Deployment")
			.withName("web")
			.withController(true)
			.endOwnerReference()
			.endMetadata()
			.build();
		// the mock gives what is created a time of its own
		this.server.expect()
			.get()
			.withPath("/apis/apps/v1/namespaces/shop/replicasets/web-" + revision)
			.andReturn(200, set)
			.always();
	}

	private void pod(String name, String revision, boolean ready) {
		this.client.resource(new PodBuilder().withNewMetadata()
			.withName(name)
			.withNamespace("shop")
			.withLabels(Map.of("app", "web", "pod-template-hash", revision))
			.addNewOwnerReference()
			.withApiVersion("apps/v1")
			.withKind("ReplicaSet")
			.withName("web-" + revision)
			.withController(true)
			.endOwnerReference()
			.endMetadata()
			.withNewStatus()
			.withPhase("Running")
			.addNewCondition()
			.withType("Ready")
			.withStatus(ready ? "True" : "False")
			.withLastTransitionTime(this.clock.instant().toString())
			.endCondition()
			.addNewContainerStatus()
			.withName("app")
			.withRestartCount(ready ? 0 : 7)
			.withState(ready
					? new ContainerStateBuilder().withNewRunning()
						.withStartedAt(this.clock.instant().toString())
						.endRunning()
						.build()
					: new ContainerStateBuilder().withNewWaiting().withReason("CrashLoopBackOff").endWaiting().build())
			.endContainerStatus()
			.endStatus()
			.build()).create();
	}

}
