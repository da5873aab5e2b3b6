package dev.heal;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.demo.HealTest;

import static com.atlassian.oai.validator.mockmvc.OpenApiValidationMatchers.openApi;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the steps one by one, as an agent takes them that does its own analysis.
 */
@HealTest
@TestPropertySource(properties = "heal.namespace=payments")
class StepByStepTests {

	private static final String OPEN_API = Path.of("openapi.yaml").toUri().toString();

	private static final String POD = "risk-worker-58rn6bp27-h9sfs";

	private static final String LOGS = "/pods/" + POD + "/logs";

	@Autowired
	private MockMvcTester mvc;

	@Test
	void evidenceIsCollectedAndRead() {
		JsonNode manifest = collect("tail=3");
		assertThat(manifest.path("files").valueStream().map((file) -> file.path("state").asString()))
			.containsExactly("written", "written", "written", "written");
		assertThat(manifest.at("/files/0/lines").asInt()).isEqualTo(3);
		assertThat(json(get(LOGS))).isEqualTo(manifest);
		assertThat(this.mvc.get().uri(LOGS + "/current.log").header(HttpHeaders.RANGE, "bytes=-9")).hasStatus(206);
		MvcTestResult description = get(LOGS + "/describe.txt");
		assertThat(description).hasStatusOk().bodyText().startsWith("Name:").contains(POD);
		assertThat(this.mvc.get()
			.uri(LOGS + "/describe.txt")
			.header(HttpHeaders.IF_NONE_MATCH, description.getResponse().getHeader(HttpHeaders.ETAG))).hasStatus(304);
	}

	@Test
	void evidenceThatIsNotThereSaysWhy() {
		JsonNode manifest = json(
				this.mvc.post().uri("/pods/ledger-api-8515ea1ae-647c1/logs?namespace=payments").exchange());
		assertThat(manifest.at("/files/0/state").asString()).isEqualTo("absent");
		assertThat(manifest.at("/files/0/reason").asString()).contains("has not started");
		assertThat(manifest.at("/files/3/state").asString()).isEqualTo("written");
	}

	@Test
	void ownReportStartsOneAgentHoweverOftenItIsAskedFor() throws Exception {
		Path current = Path.of(collect("tail=0").at("/files/0/path").asString());
		Path report = Files.createDirectories(current.resolveSibling("../alerts").normalize())
			.resolve("A7-" + POD + ".md");
		Files.writeString(report, "# Pod Failure: " + POD + "\n\n## Summary\nThe database refuses.\n");
		MvcTestResult first = spawn(report, "42");
		assertThat(first).hasStatus(201).matches(openApi().isValid(OPEN_API));
		String name = json(first).path("name").asString();
		assertThat(name).matches("heal-remediation-task42-a7-[0-9a-f]{8}");
		assertThat(first.getResponse().getHeader(HttpHeaders.LOCATION)).isEqualTo("/remediations/" + name);
		MvcTestResult second = spawn(report, "43");
		assertThat(second).hasStatus(200);
		assertThat(json(second).path("name").asString()).isEqualTo(name);
		assertThat(json(second).path("deduplicated").asBoolean()).isTrue();
		assertThat(json(get("/remediations/" + name)).path("podNamespace").asString()).isEqualTo("payments");
		assertThat(this.mvc.delete().uri("/remediations/" + name)).hasStatus(204);
		assertThat(get("/remediations/" + name)).hasStatus(404);
	}

	private JsonNode collect(String query) {
		MvcTestResult result = this.mvc.post().uri(LOGS + "?" + query).exchange();
		assertThat(result).hasStatusOk().matches(openApi().isValid(OPEN_API));
		return json(result);
	}

	private MvcTestResult spawn(Path report, String taskId) {
		return this.mvc.post()
			.uri("/remediations")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"alert\": \"a7\", \"taskId\": \"%s\", \"issueFile\": \"%s\"}".formatted(taskId,
					report.toAbsolutePath()))
			.exchange();
	}

	private MvcTestResult get(String uri) {
		return this.mvc.get().uri(uri).exchange();
	}

	private static JsonNode json(MvcTestResult result) {
		return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
	}

}
