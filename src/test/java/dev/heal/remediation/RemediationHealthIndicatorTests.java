package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemediationHealthIndicator}.
 */
@EnableKubernetesMockClient
class RemediationHealthIndicatorTests {

	@TempDir
	private Path workspace;

	KubernetesClient client;

	KubernetesMockServer server;

	@Test
	void clusterWithoutCodeRunsIsFineWhereNobodyInsistsOnThem() {
		mayDo(true);
		Health health = health("heal.remediation.enabled=auto");
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("apiServer", "agents", "rights")
			.containsEntry("agents",
					"none are started: diagnosis only: the cluster has no CodeRun CRD (heal.remediation.enabled is auto)")
			.containsEntry("rights", "complete");
		assertThat(health("heal.remediation.enabled=false").getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void clusterWithoutCodeRunsIsAFaultWhereSomebodyDoes() {
		mayDo(true);
		Health health = health("heal.remediation.enabled=true");
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("codeRunCrd")).asString().contains("is not installed");
	}

	@Test
	void rightsThatTheEvidenceNeedsCountInAnyCase() {
		mayDo(false);
		Health health = health("heal.remediation.enabled=auto");
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("rights")).asString()
			.startsWith("missing: get pods in all namespaces")
			.doesNotContain("coderuns");
	}

	private void mayDo(boolean allowed) {
		this.server.expect().get().withPath("/version").andReturn(200, "{}").always();
		this.server.expect()
			.get()
			.withPath("/apis/agents.platform/v1")
			.andReturn(404, new StatusBuilder().withCode(404).build())
			.always();
		this.server.expect()
			.post()
			.withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
			.andReturn(201,
					new SelfSubjectAccessReviewBuilder().withNewStatus().withAllowed(allowed).endStatus().build())
			.always();
	}

	private Health health(String setting) {
		try (Heal heal = Heal.start(this.client, Clock.systemUTC(), this.workspace, setting)) {
			return heal.get(RemediationHealthIndicator.class).health();
		}
	}

}
