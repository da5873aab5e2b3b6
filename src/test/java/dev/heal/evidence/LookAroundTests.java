package dev.heal.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.around.LookUp;
import dev.heal.redaction.Redactor;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LookAround}.
 */
class LookAroundTests {

	private static final Pointers NOWHERE = new Pointers(false, false, Set.of());

	private static final String SETTINGS = "/api/v1/namespaces/shop/configmaps/settings";

	private final StandInApiServer api = new StandInApiServer();

	@TempDir
	private Path root;

	@AfterEach
	void stop() {
		this.api.close();
	}

	@Test
	void ofConfigurationTheKeysAreReadAndNoValue() throws IOException {
		answer(SETTINGS,
				"""
						{"kind": "PartialObjectMetadata", "metadata": {"name": "settings", "namespace": "shop",
						 "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{\\"data\\":{\\"LEVEL\\":\\"hidden\\"}}"},
						 "managedFields": [{"manager": "kubectl-edit", "operation": "Update", "time": "2026-01-05T09:00:00Z",
						 "fieldsV1": {"f:data": {".": {}, "f:LEVEL": {}, "f:URL": {}}, "f:metadata": {"f:labels": {}}}}]}}""");
		Evidence evidence = look(properties(LookUp.resources(), false), NOWHERE);
		this.api.server()
			.verify(1,
					WireMock.getRequestedFor(WireMock.urlPathEqualTo(SETTINGS))
						.withHeader("Accept",
								WireMock.equalTo("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")));
		EvidenceFile file = evidence.manifest().file(Kind.CONFIGURATION).orElseThrow();
		String yaml = Files.readString(Path.of(String.valueOf(file.path())));
		assertThat(yaml).contains("LEVEL", "URL", "kubectl-edit").doesNotContain("hidden");
		JsonNode map = evidence.surroundings().at("/lookUps/configuration.yaml/items/0/items/0");
		assertThat(map.path("data").propertyNames()).containsExactly("LEVEL", "URL");
		assertThat(map.at("/metadata/managedFields/0/fieldsV1").propertyNames()).containsExactly("f:data");
	}

	@Test
	void secretsAreAskedForOnlyWhereThatIsAllowed() {
		Evidence evidence = look(properties(LookUp.resources(), false), NOWHERE);
		this.api.server().verify(0, WireMock.getRequestedFor(WireMock.urlPathMatching(".*/secrets/.*")));
		assertThat(unseen(evidence)).contains("secrets (heal.evidence.secrets is off)");
		look(properties(LookUp.resources(), true), NOWHERE);
		this.api.server()
			.verify(1, WireMock.getRequestedFor(WireMock.urlPathEqualTo("/api/v1/namespaces/shop/secrets/creds"))
				.withHeader("Accept", WireMock.containing("as=PartialObjectMetadata")));
	}

	@Test
	void whatIsSwitchedOffIsNotAskedFor() {
		Set<String> most = new TreeSet<>(LookUp.resources());
		most.removeAll(Set.of("networkpolicies", "configmaps"));
		Evidence evidence = look(properties(most, false), NOWHERE);
		this.api.server()
			.verify(0, WireMock.getRequestedFor(WireMock.urlPathMatching(".*/(networkpolicies|configmaps).*")));
		assertThat(unseen(evidence)).contains("networkpolicies (switched off)", "configmaps (switched off)");
	}

	@Test
	void whatIsDeniedIsSaid() {
		this.api.server()
			.stubFor(WireMock.get(WireMock.urlPathEqualTo(SETTINGS))
				.willReturn(StandInApiServer.status(403, "configmaps is forbidden", "configmaps")));
		Evidence evidence = look(properties(LookUp.resources(), false), NOWHERE);
		EvidenceFile file = evidence.manifest().file(Kind.CONFIGURATION).orElseThrow();
		assertThat(file.state()).isEqualTo(State.DENIED);
		assertThat(file.reason()).contains("configmaps (Heal may not get them)");
	}

	@Test
	void whatIsNotThereDoesNotExist() {
		Evidence evidence = look(properties(LookUp.resources(), false), NOWHERE);
		JsonNode list = evidence.surroundings().at("/lookUps/configuration.yaml/items/0");
		assertThat(list.path("kind").asString()).isEqualTo("ConfigMapList");
		assertThat(list.path("items").isEmpty()).isTrue();
	}

	@Test
	void ofAServiceWhatStandsBehindItIsRead() {
		answer("/api/v1/namespaces/shop/services", """
				{"metadata": {}, "items": [
				 {"metadata": {"name": "db", "namespace": "shop"},
				  "spec": {"clusterIP": "10.0.0.7", "selector": {"app": "db"}}},
				 {"metadata": {"name": "cart", "namespace": "shop"}, "spec": {"selector": {"app": "cart"}}}]}""");
		for (String host : new String[] { "db", "10.0.0.7", "db.shop.svc.cluster.local" }) {
			this.api.server().resetRequests();
			Evidence evidence = look(properties(LookUp.resources(), false), new Pointers(false, false, Set.of(host)));
			this.api.server()
				.verify(1, WireMock.getRequestedFor(WireMock.urlPathEqualTo("/api/v1/namespaces/shop/pods"))
					.withQueryParam("labelSelector", WireMock.equalTo("app=db")));
			assertThat(evidence.surroundings().at("/lookUps/dependencies.yaml/items/0/items")).hasSize(2);
		}
	}

	@Test
	void podsThatFailTogetherShareWhatWasSeen() {
		answer("/api/v1/namespaces/shop/resourcequotas", "{\"metadata\": {}, \"items\": []}");
		LookAround look = lookAround(properties(LookUp.resources(), false));
		look.look(evidence(), NOWHERE);
		look.look(evidence(), NOWHERE);
		this.api.server()
			.verify(1, WireMock.getRequestedFor(WireMock.urlPathEqualTo("/api/v1/namespaces/shop/resourcequotas")));
	}

	@Test
	void eachListIsBounded() {
		look(properties(LookUp.resources(), false), new Pointers(true, false, Set.of("db")));
		assertThat(this.api.server().getAllServeEvents()).extracting((event) -> event.getRequest().getUrl())
			.filteredOn((url) -> !url.contains("/configmaps/") && !url.contains("web-0"))
			.hasSizeGreaterThan(6)
			.allMatch((url) -> url.contains("limit="));
	}

	private static List<String> unseen(Evidence evidence) {
		return evidence.surroundings().path("unseen").valueStream().map(JsonNode::asString).toList();
	}

	private Evidence look(EvidenceProperties properties, Pointers pointers) {
		return lookAround(properties).look(evidence(), pointers);
	}

	private LookAround lookAround(EvidenceProperties properties) {
		Config config = new ConfigBuilder(Config.empty()).withMasterUrl(this.api.server().baseUrl()).build();
		Workspace workspace = Workspaces.in(this.root);
		Clock clock = Clock.fixed(Instant.parse("2026-01-05T10:00:00Z"), ZoneOffset.UTC);
		return new LookAround(new ApiServer(config, properties, StandInApiServer.LIMITS), properties,
				new EvidenceWriter(workspace, Redactor.ephemeral(), clock, new SimpleMeterRegistry(), true),
				new EvidenceStore(workspace));
	}

	private Evidence evidence() {
		ObjectNode pod = this.api.pod("app");
		ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
		container.putArray("envFrom").addObject().putObject("configMapRef").put("name", "settings");
		((ObjectNode) pod.path("spec")).putArray("volumes").addObject().putObject("secret").put("secretName", "creds");
		this.api.serve(pod);
		try (EvidenceCollector collector = this.api.collector(this.root)) {
			return collector.collect(EvidenceRequest.of("shop", "web-0"));
		}
	}

	private static EvidenceProperties properties(Set<String> lookUps, boolean secrets) {
		return new EvidenceProperties(10, 8, Duration.ofSeconds(5), Duration.ofMillis(500), 0, lookUps, secrets);
	}

	private void answer(String path, String json) {
		this.api.server().stubFor(WireMock.get(WireMock.urlPathEqualTo(path)).willReturn(StandInApiServer.json(json)));
	}

}
