package dev.heal.evidence;

import java.nio.file.Path;
import java.util.function.Consumer;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SurroundingsTests {

	private static final String NODE = "/api/v1/nodes/n1";

	private final StandInApiServer api = new StandInApiServer();

	@TempDir
	private Path root;

	@AfterEach
	void stop() {
		this.api.close();
	}

	@Test
	void ofTheNodeItsConditionsAreKept() {
		serve();
		answer(NODE, """
				{"metadata": {"name": "n1"}, "status": {"conditions": [{"type": "Ready", "status": "Unknown"}],
				"images": [{"names": ["a"]}]}}""");
		JsonNode around = collect().surroundings();
		assertThat(around.at("/node/status/conditions/0/status").asString()).isEqualTo("Unknown");
		assertThat(around.at("/node/status/images").isMissingNode()).isTrue();
	}

	@Test
	void ofTheNeighboursThoseAreKeptThatAreNotWell() {
		serve();
		answer("/api/v1/pods", """
				{"items": [
				 {"metadata": {"name": "well"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
				 {"metadata": {"name": "done"}, "status": {"phase": "Succeeded"}},
				 {"metadata": {"name": "leaving", "deletionTimestamp": "2026-01-05T10:00:00Z"}},
				 {"metadata": {"name": "ill"}, "status": {"conditions": [{"type": "Ready", "status": "False"}]}}]}""");
		assertThat(collect().surroundings().path("neighbours").valueStream()).singleElement()
			.satisfies((pod) -> assertThat(pod.at("/metadata/name").asString()).isEqualTo("ill"));
	}

	@Test
	void revisionsAreThoseOfTheSameDeployment() {
		serve();
		answer("/apis/apps/v1/namespaces/shop/replicasets",
				"""
						{"items": [
						 {"metadata": {"name": "web-1", "uid": "r1", "ownerReferences": [{"uid": "d", "controller": true}]}},
						 {"metadata": {"name": "web-2", "uid": "r2", "ownerReferences": [{"uid": "d", "controller": true}]}},
						 {"metadata": {"name": "other", "uid": "r3", "ownerReferences": [{"uid": "e", "controller": true}]}}]}""");
		assertThat(collect().surroundings().path("replicaSets").valueStream())
			.extracting((set) -> set.at("/metadata/name").asString())
			.containsExactly("web-1", "web-2");
		this.api.server()
			.verify(WireMock.getRequestedFor(WireMock.urlPathEqualTo("/apis/apps/v1/namespaces/shop/replicasets"))
				.withQueryParam("labelSelector", WireMock.equalTo("app=web")));
	}

	@Test
	void ofAPodWithoutANodeThatIsKeptWhichIsSaidOfClaims() {
		serve((pod) -> {
			((ObjectNode) pod.path("spec")).remove("nodeName");
			((ObjectNode) pod.path("spec")).putArray("volumes")
				.addObject()
				.putObject("persistentVolumeClaim")
				.put("claimName", "data");
		});
		this.api.server()
			.stubFor(WireMock.get(WireMock.urlPathEqualTo("/api/v1/namespaces/shop/events"))
				.withQueryParam("fieldSelector", WireMock.equalTo("involvedObject.kind=PersistentVolumeClaim"))
				.willReturn(StandInApiServer.json("""
						{"items": [{"reason": "ProvisioningFailed", "message": "no class", "source": {"component": "c"},
						 "involvedObject": {"kind": "PersistentVolumeClaim", "name": "data", "uid": "u"}}]}""")));
		assertThat(collect().surroundings().path("claimEvents").valueStream()).singleElement()
			.satisfies((event) -> assertThat(event.at("/involvedObject/name").asString()).isEqualTo("data"));
	}

	@Test
	void secretsAreTakenOut() {
		serve();
		answer("/apis/apps/v1/namespaces/shop/replicasets", """
				{"items": [{"metadata": {"uid": "r2", "ownerReferences": [{"uid": "d", "controller": true}]},
				 "spec": {"template": {"spec": {"containers": [{"name": "app",
				 "env": [{"name": "DB_PASSWORD", "value": "c0rrect-h0rse-battery"}]}]}}}}]}""");
		assertThat(collect().surroundings().toString()).contains("DB_PASSWORD", "REDACTED")
			.doesNotContain("c0rrect-h0rse-battery");
	}

	@Test
	void evidenceDoesNotWaitForThemLong() {
		serve();
		this.api.server()
			.stubFor(WireMock.get(WireMock.urlPathEqualTo(NODE))
				.willReturn(
						StandInApiServer.json("{\"metadata\": {\"name\": \"n1\"}}").withChunkedDribbleDelay(20, 8000)));
		Evidence evidence = collect();
		assertThat(evidence.surroundings().isMissingNode()).isTrue();
		assertThat(evidence.manifest().file(EvidenceFile.Kind.CURRENT_LOG).orElseThrow().state())
			.isEqualTo(EvidenceFile.State.WRITTEN);
	}

	@Test
	void theyAreStoredWithTheEvidence() {
		serve();
		answer(NODE, "{\"metadata\": {\"name\": \"n1\"}}");
		try (EvidenceCollector collector = this.api.collector(this.root)) {
			collector.collect(EvidenceRequest.of("shop", "web-0"));
			assertThat(
					collector.stored("shop", "web-0").orElseThrow().surroundings().at("/node/metadata/name").asString())
				.isEqualTo("n1");
		}
	}

	private Evidence collect() {
		try (EvidenceCollector collector = this.api.collector(this.root)) {
			return collector.collect(EvidenceRequest.of("shop", "web-0"));
		}
	}

	private void serve() {
		serve((pod) -> {
		});
	}

	private void serve(Consumer<ObjectNode> change) {
		ObjectNode pod = this.api.pod("app");
		ObjectNode metadata = (ObjectNode) pod.path("metadata");
		metadata.putObject("labels").put("app", "web").put("pod-template-hash", "2");
		metadata.putArray("ownerReferences")
			.addObject()
			.put("kind", "ReplicaSet")
			.put("uid", "r2")
			.put("controller", true);
		((ObjectNode) pod.path("spec")).put("nodeName", "n1");
		change.accept(pod);
		this.api.serve(pod);
		this.api.logs("app", false, StandInApiServer.text("boom\n"));
	}

	private void answer(String path, String json) {
		this.api.server().stubFor(WireMock.get(WireMock.urlPathEqualTo(path)).willReturn(StandInApiServer.json(json)));
	}

}
