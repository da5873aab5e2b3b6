package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PodEvents}.
 */
@EnableKubernetesMockClient(crud = true)
class PodEventsTests {

	private static final String REPLICA = """
			{"metadata": {"ownerReferences": [
			  {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-1", "uid": "r", "controller": true}]}}""";

	private static final Analysis CRASH = Requests.analysis("b1946ac92492d234", Cause.CODE_BUG, 0.9);

	@TempDir
	Path workspace;

	KubernetesClient client;

	@BeforeEach
	void deploy() {
		this.client
			.resource(new ReplicaSetBuilder().withNewMetadata()
				.withName("web-1")
				.withNamespace("shop")
				.addNewOwnerReference()
				.withApiVersion("apps/v1")
				.withKind("Deployment")
				.withName("web")
				.withUid("d")
				.withController(true)
				.endOwnerReference()
				.endMetadata()
				.build())
			.create();
	}

	@Test
	void podTellsWhereItsReportIs() {
		report("web-0", REPLICA);
		assertThat(on("Pod", "web-0")).singleElement()
			.satisfies((event) -> assertThat(event.getMessage())
				.endsWith(". Report: /workspace/watch/alerts/A7-web-0.md"));
	}

	@Test
	void workloadTellsOfOneFailureOnceHoweverManyReplicasHaveIt() {
		IntStream.range(0, 10).forEach((replica) -> report("web-" + replica, REPLICA));
		assertThat(on("Deployment", "web")).singleElement().satisfies((event) -> {
			assertThat(event.getReason()).isEqualTo("HealReportReady");
			assertThat(event.getMessage()).isEqualTo(CRASH.summary());
			assertThat(event.getInvolvedObject().getUid()).isEqualTo("d");
		});
	}

	@Test
	void barePodHasNoWorkload() {
		report("web-0", "{}");
		assertThat(events()).hasSize(1);
	}

	private void report(String pod, String json) {
		try (Heal heal = Heal.start(this.client, Clock.systemUTC(), this.workspace)) {
			heal.get(PodEvents.class)
				.reportReady(Requests.evidence(pod, json), CRASH, "/workspace/watch/alerts/A7-" + pod + ".md");
		}
	}

	private List<Event> on(String kind, String name) {
		return events().stream()
			.filter((event) -> event.getInvolvedObject().getKind().equals(kind)
					&& event.getInvolvedObject().getName().equals(name))
			.toList();
	}

	private List<Event> events() {
		return this.client.v1().events().inNamespace("shop").list().getItems();
	}

}
