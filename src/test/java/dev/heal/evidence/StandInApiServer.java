package dev.heal.evidence;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.around.Surroundings;
import dev.heal.redaction.Redactor;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspaces;

/**
 * An API server that knows the pod {@code shop/web-0} and answers for its logs as told.
 */
public final class StandInApiServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	public static final EvidenceProperties PROPERTIES = new EvidenceProperties(10000, 64, Duration.ofSeconds(5),
			Duration.ofMillis(500), 2, Set.of(), false);

	public static final EvidenceLimits LIMITS = new EvidenceLimits(DataSize.ofMegabytes(4), DataSize.ofMegabytes(64),
			50_000, DataSize.ofGigabytes(20), DataSize.ofGigabytes(20), Duration.ofHours(24));

	private static final String POD = "/api/v1/namespaces/shop/pods/web-0";

	private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	StandInApiServer() {
		this.server.start();
		events(JSON.createArrayNode());
	}

	EvidenceCollector collector(Path root) {
		return collector(root, this.server.baseUrl());
	}

	static EvidenceCollector collector(Path root, String url) {
		return collector(root, url, LIMITS);
	}

	static EvidenceCollector collector(Path root, String url, EvidenceLimits limits) {
		Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
		Workspace workspace = Workspaces.in(root);
		Clock clock = Clock.fixed(Instant.parse("2026-01-05T10:00:00Z"), ZoneOffset.UTC);
		ApiServer api = new ApiServer(config, PROPERTIES, limits);
		return new EvidenceCollector(api,
				new EvidenceWriter(workspace, Redactor.ephemeral(), clock, new SimpleMeterRegistry(), true),
				new EvidenceStore(workspace), PROPERTIES, limits, new Surroundings(api));
	}

	ObjectNode pod(String... containers) {
		ObjectNode pod = JSON.createObjectNode().put("kind", "Pod").put("apiVersion", "v1");
		pod.putObject("metadata").put("namespace", "shop").put("name", "web-0").put("uid", "u-1");
		ArrayNode specs = pod.putObject("spec").putArray("containers");
		Arrays.stream(containers).forEach((name) -> specs.addObject().put("name", name));
		serve(pod);
		return pod;
	}

	void serve(ObjectNode pod) {
		this.server.stubFor(WireMock.get(WireMock.urlPathEqualTo(POD)).willReturn(json(pod.toString())));
	}

	void podAnswers(ResponseDefinitionBuilder answer) {
		this.server.stubFor(WireMock.get(WireMock.urlPathEqualTo(POD)).willReturn(answer));
	}

	void events(ArrayNode items) {
		ObjectNode list = JSON.createObjectNode().put("kind", "EventList").put("apiVersion", "v1");
		list.putObject("metadata").put("resourceVersion", "1");
		list.set("items", items);
		eventsAnswer(json(list.toString()));
	}

	void eventsAnswer(ResponseDefinitionBuilder answer) {
		this.server.stubFor(WireMock.get(WireMock.urlPathEqualTo("/api/v1/namespaces/shop/events")).willReturn(answer));
	}

	void logs(String container, boolean previous, ResponseDefinitionBuilder answer) {
		MappingBuilder request = WireMock.get(WireMock.urlPathEqualTo(POD + "/log"))
			.withQueryParam("container", WireMock.equalTo(container));
		this.server.stubFor((previous ? request.withQueryParam("previous", WireMock.equalTo("true"))
				: request.withQueryParam("previous", WireMock.absent()))
			.willReturn(answer));
	}

	WireMockServer server() {
		return this.server;
	}

	public static ResponseDefinitionBuilder json(String body) {
		return WireMock.aResponse().withHeader("Content-Type", "application/json").withBody(body);
	}

	static ResponseDefinitionBuilder text(String body) {
		return WireMock.aResponse()
			.withHeader("Content-Type", "text/plain")
			.withBody(body.getBytes(StandardCharsets.UTF_8));
	}

	static ResponseDefinitionBuilder status(int code, String message, String kind) {
		ObjectNode status = JSON.createObjectNode().put("kind", "Status").put("code", code).put("message", message);
		status.putObject("details").put("kind", kind);
		return json(status.toString()).withStatus(code);
	}

	@Override
	public void close() {
		this.server.stop();
	}

}
