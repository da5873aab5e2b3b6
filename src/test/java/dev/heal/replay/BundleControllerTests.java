package dev.heal.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analyzers;
import dev.heal.demo.HealTest;

import static com.atlassian.oai.validator.mockmvc.OpenApiValidationMatchers.openApi;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BundleController}.
 */
@HealTest
class BundleControllerTests {

	private static final String OPEN_API = Path.of("openapi.yaml").toUri().toString();

	private static final String POD = "shipping-api-6scrjp9gd-k54fb";

	private static final String INCIDENT = "/alerts/a7/payments/" + POD;

	@Autowired
	private MockMvcTester mvc;

	@TempDir
	private Path folder;

	@Test
	void bundleOfADiagnosisGivesTheSameVerdict() throws IOException {
		diagnose();
		MvcTestResult answer = bundle(POD, "payments");
		assertThat(answer).hasStatusOk()
			.hasContentType("application/zip")
			.hasHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"A7-" + POD + ".zip\"")
			.matches(openApi().isValid(OPEN_API));
		Path file = Files.write(this.folder.resolve("bundle.zip"), answer.getResponse().getContentAsByteArray());
		try (Bundle bundle = Bundle.open(file)) {
			assertThat(Replay.of(bundle.evidence(), bundle.analysis(), Analyzers.create()).differences()).isEmpty();
			assertThat(bundle.analysis()).isEqualTo(json(this.mvc.get().uri(INCIDENT).exchange()).path("analysis"));
		}
	}

	@Test
	void podWithoutADiagnosisHasNoBundle() {
		MvcTestResult answer = bundle("web-0", "shop");
		assertThat(answer).hasStatus(404)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.matches(openApi().isValid(OPEN_API));
		assertThat(json(answer).path("detail").asString())
			.isEqualTo("No diagnosis of pod web-0 in namespace shop is stored.");
	}

	@Test
	void namesThatCannotBeAreRefused() {
		assertThat(bundle("Web_0", "shop")).hasStatus(400);
		assertThat(bundle("web-0", "..")).hasStatus(400);
	}

	private void diagnose() {
		assertThat(this.mvc.post().uri("/alerts/a7").contentType(MediaType.APPLICATION_JSON).content("""
				{"version": "4", "status": "firing", "alerts": [{"status": "firing", "fingerprint": "b0",
				 "labels": {"alertname": "A7PodCrashed", "namespace": "payments", "pod": "%s"}}]}""".formatted(POD)))
			.hasStatus(202);
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> json(this.mvc.get().uri(INCIDENT).exchange()).path("report").isString());
	}

	private MvcTestResult bundle(String pod, String namespace) {
		return this.mvc.get().uri("/pods/{pod}/bundle?namespace={namespace}", pod, namespace).exchange();
	}

	private static JsonNode json(MvcTestResult result) {
		return Bundle.JSON.readTree(result.getResponse().getContentAsByteArray());
	}

}
