package dev.heal.remediation;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Failed;
import dev.heal.remediation.Dispatch.Queued;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.report.Acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for all that keeps {@link Remediations} from starting an agent.
 */
@EnableKubernetesMockClient(crud = true)
class NoDispatchTests {

	private static final String FAILURE = "b1946ac92492d234";

	@TempDir
	Path workspace;

	KubernetesClient client;

	KubernetesMockServer server;

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					setting                                        | outcome  | reason
					heal.remediation.enabled=false                 | Declined | heal.remediation.enabled is false
					heal.remediation.dry-run=true                  | Declined | dry run: would have started heal-remediation-task
					heal.remediation.rules[0].dry-run=true         | Declined | dry run
					heal.remediation.rules[0].enabled=false        | Declined | excluded by a rule
					heal.remediation.rules[0].min-confidence=0.95  | Declined | confidence 0.9 is below 0.95
					heal.remediation.rules[0].causes=oom           | Declined | cause code-bug does not start an agent
					heal.remediation.causes=oom                    | Declined | cause code-bug does not start an agent
					heal.remediation.min-confidence=0.91           | Declined | confidence 0.9 is below 0.91
					heal.remediation.excluded-prefixes=web-,cart-  | Declined | excluded by prefix web-
					heal.remediation.max-active=0                  | Queued   | heal.remediation.max-active is 0
					heal.remediation.max-per-hour=0                | Queued   | heal.remediation.max-per-hour is 0
					heal.remediation.model=                        | Declined | heal.remediation.model
					heal.remediation.repository-url=               | Declined | heal.remediation.repository-url
					""")
	void settingKeepsTheAgentFromStarting(String setting, String outcome, String reason) {
		assertThat(dispatch(Requests.of("web-0", FAILURE), setting)).satisfies((dispatch) -> {
			assertThat(dispatch.getClass().getSimpleName()).isEqualTo(outcome);
			assertThat(reason(dispatch)).contains(reason);
		});
		assertThat(runs()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			pod     | metadata                                                             | reason
			web-0   | labels: {heal.platform/exclude: "true"}                              | label heal.platform/exclude
			heal-0  | {}                                                                   | prefix heal-
			other-0 | labels: {app.kubernetes.io/name: heal}                               | a pod of Heal itself
			agent-0 | labels: {agents.platform/type: heal-remediation}                     | the pod of a CodeRun
			agent-0 | ownerReferences: [{kind: CodeRun, name: fix, controller: true}]      | the pod of a CodeRun
			agent-0 | ownerReferences: [{kind: Job, name: fix-job, controller: true}]      | the pod of a CodeRun
			""")
	void livePodKeepsTheAgentFromStartingEvenOnRequest(String pod, String metadata, String reason) {
		agentWithJob("fix-job");
		this.client.load(new ByteArrayInputStream("""
				apiVersion: v1
				kind: Pod
				metadata:
				  name: %s
				  namespace: shop
				  %s
				status: {phase: Running}""".formatted(pod, metadata.equals("{}") ? "" : metadata).getBytes())).create();
		assertThat(dispatch(Requests.explicit(Requests.of(pod, FAILURE), "42"))).isInstanceOfSatisfying(Declined.class,
				(declined) -> assertThat(declined.reason()).contains(reason));
		assertThat(runs()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "INFRASTRUCTURE, 0.9", "UNKNOWN, 0.9", "NONE, 0.9", "CODE_BUG, 0.59" })
	void analysisKeepsTheAgentFromStarting(Cause cause, double confidence) {
		assertThat(dispatch(Requests.of("web-0", FAILURE, cause, confidence))).isInstanceOf(Declined.class);
		assertThat(runs()).isZero();
	}

	@Test
	void nothingWaitsForACustomResourceThatItWouldNotMakeAnyway() {
		this.server.expect()
			.get()
			.withPath("/apis/agents.platform/v1/namespaces/cto/coderuns?labelSelector=heal.platform%2Ffailure")
			.andReturn(404, new StatusBuilder().withCode(404).build())
			.always();
		this.server.expect().get().withPath("/apis/agents.platform/v1").andReturn(404, "404 page not found").always();
		assertThat(dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Failed.class);
		assertThat(dispatch(Requests.of("web-0", FAILURE), "heal.remediation.enabled=false"))
			.isInstanceOf(Declined.class);
		assertThat(reason(dispatch(Requests.of("web-0", FAILURE), "heal.remediation.enabled=auto")))
			.startsWith("diagnosis only: the cluster has no CodeRun CRD");
		assertThat(dispatch(Requests.of("web-0", FAILURE, Cause.UNKNOWN, 0.9))).isInstanceOf(Declined.class);
	}

	@Test
	void pauseKeepsTheAgentFromStartingAfterARestartToo() {
		try (Heal before = start(null)) {
			before.get(Pause.class).set(true);
		}
		assertThat(dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Queued.class);
		assertThat(dispatch(Requests.explicit(Requests.of("web-0", FAILURE), "42"))).isInstanceOf(Declined.class);
		assertThat(runs()).isZero();
	}

	@Test
	void alertThatIsResolvedMeanwhileKeepsTheAgentFromStarting() {
		try (Heal heal = start(new Nobody())) {
			assertThat(heal.remediations().dispatch(Requests.of("web-0", FAILURE))).isInstanceOf(Declined.class);
			assertThat(runs()).isZero();
			assertThat(heal.remediations().dispatch(Requests.explicit(Requests.of("web-0", FAILURE), "42")))
				.isInstanceOf(Started.class);
		}
	}

	private Dispatch dispatch(RemediationRequest request, String... settings) {
		try (Heal heal = start(null, settings)) {
			return heal.remediations().dispatch(request);
		}
	}

	private Heal start(IncidentCallback findings, String... settings) {
		return Heal.start(this.client, Clock.systemUTC(), this.workspace, findings, settings);
	}

	private static String reason(Dispatch dispatch) {
		return switch (dispatch) {
			case Declined(String reason) -> reason;
			case Queued(String reason) -> reason;
			default -> dispatch.toString();
		};
	}

	private int runs() {
		return this.client.resources(CodeRun.class).inNamespace("cto").list().getItems().size();
	}

	private void agentWithJob(String job) {
		CodeRun run = this.client.getKubernetesSerialization().unmarshal("""
				apiVersion: agents.platform/v1
				kind: CodeRun
				metadata: {name: fix, namespace: cto, labels: {heal.platform/failure: "0000000000000001"}}
				status: {phase: Running, jobName: %s}""".formatted(job), CodeRun.class);
		this.client.resource(run).create();
	}

	/**
	 * Nobody waits for a remediation.
	 */
	private static final class Nobody implements IncidentCallback {

		@Override
		public Optional<Finding> stored(String namespace, String pod) {
			return Optional.empty();
		}

		@Override
		public Optional<Finding> renewed(String namespace, String pod) {
			return Optional.empty();
		}

		@Override
		public JsonNode look(String namespace, String pod) {
			return MissingNode.getInstance();
		}

		@Override
		public void untick(String namespace, String pod, Acceptance acceptance) {
		}

		@Override
		public boolean awaited(String failure) {
			return false;
		}

		@Override
		public void settle(String namespace, String pod, Dispatch dispatch) {
		}

	}

}
