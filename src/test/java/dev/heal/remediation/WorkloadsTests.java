package dev.heal.remediation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.heal.remediation.Situation.Pods;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Workloads}.
 */
@EnableKubernetesMockClient(crud = true)
class WorkloadsTests {

	private static final String FAILING = "{\"waiting\": {\"reason\": \"CrashLoopBackOff\"}}";

	private static final String ENDED = "{\"terminated\": {\"exitCode\": 0}}";

	private final MovingClock clock = new MovingClock(Instant.now());

	KubernetesClient client;

	KubernetesMockServer server;

	private Workloads workloads;

	@BeforeEach
	void setUp() {
		this.workloads = new Workloads(this.client, RemediationPolicyTests.properties(Map.of()), this.clock);
	}

	@Test
	void cronJobHasThePodsOfItsOwnJobs() {
		create("batch/v1", "CronJob", "backup", "", null);
		create("batch/v1", "CronJob", "backup-db", "", null);
		create("batch/v1", "Job", "backup-29390400", "", "batch/v1 CronJob backup");
		create("batch/v1", "Job", "backup-db-29390400", "", "batch/v1 CronJob backup-db");
		pod("backup-29390400-x", "backup-29390400", "Succeeded", ENDED);
		pod("backup-db-29390400-y", "backup-db-29390400", "Running", FAILING);
		assertThat(observe("batch/v1/CronJob/backup").pods()).isEqualTo(Pods.HEALTHY);
		assertThat(observe("batch/v1/CronJob/backup-db").failing()).isEqualTo("backup-db-29390400-y");
	}

	@Test
	void jobThatWasStartedByHandIsTheCronJobsToo() {
		create("batch/v1", "CronJob", "backup", "", null);
		create("batch/v1", "Job", "try", "", "batch/v1 CronJob backup");
		pod("try-x", "try", "Running", FAILING);
		assertThat(observe("batch/v1/CronJob/backup").failing()).isEqualTo("try-x");
	}

	@Test
	void workloadThatIsMissingOrScaledToZeroIsGone() {
		assertThat(observe("apps/v1/Deployment/web").pods()).isEqualTo(Pods.GONE);
		create("apps/v1", "Deployment", "web", ", \"spec\": {\"replicas\": 0}", null);
		assertThat(observe("apps/v1/Deployment/web").pods()).isEqualTo(Pods.GONE);
	}

	@Test
	void barePodThatIsMissingIsGone() {
		assertThat(this.workloads.observe(failure(null)).pods()).isEqualTo(Pods.GONE);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void workloadThatCannotBeLookedAtIsSaidOnce(CapturedOutput output) {
		this.server.expect()
			.get()
			.withPath("/apis/apps/v1/namespaces/shop/deployments/web")
			.andReturn(403, "")
			.always();
		observe("apps/v1/Deployment/web");
		observe("apps/v1/Deployment/web");
		assertThat(output.toString()).containsOnlyOnce("Could not look at a workload");
	}

	@Test
	void apiServerThatDoesNotAnswerTellsNothing() {
		this.server.expect()
			.get()
			.withPath("/apis/apps/v1/namespaces/shop/deployments/web")
			.andReturn(500, "")
			.always();
		assertThat(observe("apps/v1/Deployment/web").pods()).isEqualTo(Pods.UNKNOWN);
	}

	@Test
	void podsOfAWorkloadAreSelectedAsTheWorkloadSelectsThem() {
		create("apps/v1", "Deployment", "web",
				"""
						, "spec": {"selector": {"matchLabels": {"app": "web"}, "matchExpressions": [
						 {"key": "tier", "operator": "In", "values": ["a", "b"]}, {"key": "old", "operator": "DoesNotExist"}]}}""",
				null);
		PodSelector pods = this.workloads.pods(failure("apps/v1/Deployment/web")).orElseThrow();
		assertThat(pods.selects(labelled(Map.of("app", "web", "tier", "a")))).isTrue();
		assertThat(pods.selects(labelled(Map.of("app", "web", "tier", "c")))).isFalse();
		assertThat(pods.selects(labelled(Map.of("app", "web", "tier", "a", "old", "")))).isFalse();
		assertThat(pods.selects(labelled(Map.of("tier", "a")))).isFalse();
		assertThat(this.workloads.pods(failure(null)).orElseThrow().selects(labelled(Map.of()))).isTrue();
	}

	private Observation observe(String workload) {
		return this.workloads.observe(failure(workload));
	}

	private Failure failure(String workload) {
		RemediationRequest request = Requests.of("web-0", "f1");
		Target target = new Target("shop", "web-0", Map.of(), List.of(), List.of(), Workload.parse(workload), null, 0);
		return Failure.of("f1", request, this.clock.instant()).seenIn(request, target);
	}

	private static Pod labelled(Map<String, String> labels) {
		return new PodBuilder().withNewMetadata().withName("web-0").withLabels(labels).endMetadata().build();
	}

	private void pod(String name, String job, String phase, String state) {
		create("v1", "Pod", name, """
				, "status": {"phase": "%s", "containerStatuses": [{"name": "app", "restartCount": 0, "state": %s}]}"""
			.formatted(phase, state), "batch/v1 Job " + job);
	}

	private void create(String apiVersion, String kind, String name, String rest, String owner) {
		String[] parts = (owner != null) ? owner.split(" ") : new String[3];
		HasMetadata object = this.client.getKubernetesSerialization()
			.unmarshal("""
					{"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "namespace": "shop",
					 "labels": {"job-name": "%s"}, "ownerReferences": %s}%s}"""
				.formatted(apiVersion, kind, name, parts[2], (owner != null)
						? "[{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"name\": \"%s\", \"uid\": \"u\", \"controller\": true}]"
							.formatted((Object[]) parts)
						: "[]", rest));
		this.client.resource(object).create();
	}

}
