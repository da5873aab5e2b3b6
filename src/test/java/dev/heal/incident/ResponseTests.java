package dev.heal.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.demo.HealTest;
import dev.heal.report.ReportRenderer;

import static com.atlassian.oai.validator.mockmvc.OpenApiValidationMatchers.openApi;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the way from an alert to a CodeRun, through the whole application.
 */
@HealTest
class ResponseTests {

	private static final String OPEN_API = Path.of("openapi.yaml").toUri().toString();

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private IncidentQueue queue;

	@ParameterizedTest
	@CsvSource({ "payments, shipping-api-6scrjp9gd-k54fb, code-bug, NullPointerException",
			"staging, vendors-worker-grm88tqxh-j44dt, config, ValidationError",
			"platform, shipping-svc-8tz6xgs9m-4lwdq, oom, memory",
			"payments, ledger-api-8515ea1ae-647c1, config, regcred does not exist",
			"payments, risk-worker-58rn6bp27-h9sfs, external-dependency, refused" })
	void failedPodGetsItsReportAndItsCodeRun(String namespace, String pod, String cause, String evidence)
			throws IOException {
		post(alert(namespace, pod, "2026-11-22T08:00:00Z"));
		JsonNode incident = settled(namespace, pod);
		assertThat(incident.at("/analysis/cause").asString()).isEqualTo(cause);
		assertThat(incident.path("state").asString()).isEqualTo("remediating");
		assertThat(incident.path("remediation").asString()).matches("heal-remediation-task\\d+-a7-[0-9a-f]{8}");
		String report = Files.readString(Path.of(incident.path("report").asString()));
		assertThat(report).startsWith("# Pod Failure: " + pod + "\n\n- Namespace: `" + namespace + "`\n- Workload: `")
			.contains(evidence);
		assertThat(report.lines().filter((line) -> line.startsWith("## ")).limit(5)).containsExactly("## Summary",
				"## Error", "## Root Cause", "## Remediation Required", "## Relevant Logs");
		Path events = Path.of(incident.at("/evidence/files/2/path").asString());
		assertThat(report).contains("- Events: `" + events + "`");
		assertThat(events).isNotEmptyFile();
	}

	@Test
	void sameWebhookFiftyTimesInParallelIsOneIncident() throws Exception {
		String alert = alert("payments", "no-such-pod", "2026-11-22T08:00:00Z");
		this.queue.stop(); // else it may be found to be gone before the last one arrives
		try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<JsonNode>> answers = IntStream.range(0, 50)
				.mapToObj((_) -> callers.submit(() -> post(alert)))
				.toList();
			int accepted = 0;
			for (Future<JsonNode> answer : answers) {
				accepted += answer.get().path("accepted").asInt();
			}
			assertThat(accepted).isEqualTo(1);
		}
		finally {
			this.queue.start();
		}
	}

	@Test
	void incidentIsWorkedOnAfterAPause() {
		this.queue.stop();
		post(alert("payments", "paused", "2026-11-22T08:00:00Z"));
		this.queue.start();
		assertThat(settled("payments", "paused").path("state").asString()).isEqualTo("closed");
	}

	@Test
	void podThatIsGoneClosesItsIncident() {
		post(alert("payments", "long-gone", "2026-11-22T08:00:00Z"));
		JsonNode incident = settled("payments", "long-gone");
		assertThat(incident.path("state").asString()).isEqualTo("closed");
		assertThat(incident.path("reason").asString()).isEqualTo("There is no pod long-gone in namespace payments");
	}

	@Test
	void alertThatFiresAgainAfterItsEndIsANewIncident() {
		post(alert("payments", "flapping", "2026-11-22T08:00:00Z"));
		settled("payments", "flapping");
		post(alert("payments", "flapping", "2099-11-22T08:00:00Z"));
		assertThat(settled("payments", "flapping").path("startsAt").asString()).startsWith("2099");
	}

	@Test
	void reportOfAnAgentIsKept() {
		String report = "/alerts/a7/payments/own-analysis/report";
		assertThat(put(report, "# Mine", "*")).hasStatus(412);
		MvcTestResult created = put(report, "# Mine", null);
		assertThat(created).hasStatus(201);
		String tag = created.getResponse().getHeader(HttpHeaders.ETAG);
		assertThat(put(report, "# Better", "\"other\"")).hasStatus(412);
		assertThat(put(report, "# Better", tag)).hasStatus(200);
		assertThat(this.mvc.get().uri("/alerts/a7/payments/own-analysis").accept(MediaType.TEXT_MARKDOWN)).hasStatusOk()
			.bodyText()
			.isEqualTo("# Better");
	}

	@Test
	void reportIsAPageWithoutScriptsOfOthers() {
		put("/alerts/a7/payments/nasty/report", "# A <script>alert(1)</script>\n[x](javascript:alert(1))", null);
		assertThat(this.mvc.get().uri("/alerts/a7/payments/nasty").accept(MediaType.TEXT_HTML)).hasStatusOk()
			.bodyText()
			.contains("&lt;script&gt;")
			.doesNotContain("<script>", "javascript:");
	}

	@Test
	void pageSpeaksToPeopleAlone() {
		post(alert("payments", "risk-worker-58rn6bp27-h9sfs", "2026-11-22T08:00:00Z"));
		settled("payments", "risk-worker-58rn6bp27-h9sfs");
		String incident = "/alerts/a7/payments/risk-worker-58rn6bp27-h9sfs";
		assertThat(this.mvc.get().uri(incident).accept(MediaType.TEXT_MARKDOWN)).bodyText()
			.contains(ReportRenderer.DATA_NOTE, "<!-- heal:remediation -->");
		assertThat(this.mvc.get().uri(incident).accept(MediaType.TEXT_HTML)).bodyText()
			.contains("<h2>Error</h2>")
			.doesNotContain(ReportRenderer.DATA_NOTE, "heal:remediation", "<!--", "&lt;!--");
	}

	@Test
	void incidentsAreFilteredByTheirStates() {
		post(alert("payments", "no-longer-there", "2026-11-22T08:00:00Z"));
		settled("payments", "no-longer-there");
		JsonNode closed = json(this.mvc.get().uri("/alerts/a7?state=closed&size=500").exchange()).path("items");
		assertThat(closed.valueStream().map((incident) -> incident.path("pod").asString())).contains("no-longer-there");
		assertThat(closed.valueStream().map((incident) -> incident.path("state").asString())).containsOnly("closed");
	}

	private JsonNode post(String alerts) {
		MvcTestResult result = this.mvc.post()
			.uri("/alerts/a7")
			.contentType(MediaType.APPLICATION_JSON)
			.content(alerts)
			.exchange();
		assertThat(result).hasStatus(202).matches(openApi().isValid(OPEN_API));
		return json(result);
	}

	private MvcTestResult put(String uri, String report, String ifMatch) {
		var request = this.mvc.put().uri(uri).contentType(MediaType.TEXT_MARKDOWN).content(report);
		return ((ifMatch != null) ? request.header(HttpHeaders.IF_MATCH, ifMatch) : request).exchange();
	}

	private JsonNode settled(String namespace, String pod) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> json(this.mvc.get().uri("/alerts/a7/" + namespace + "/" + pod).exchange()),
					(incident) -> !List.of("accepted", "collecting", "analysing")
						.contains(incident.path("state").asString()));
	}

	private static JsonNode json(MvcTestResult result) {
		return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
	}

	private static String alert(String namespace, String pod, String startsAt) {
		return """
				{"version": "4", "alerts": [{"status": "firing", "fingerprint": "%s", "startsAt": "%s",
				  "labels": {"alertname": "A7PodFailure", "namespace": "%s", "pod": "%s"}}]}"""
			.formatted(Integer.toHexString(pod.hashCode()), startsAt, namespace, pod);
	}

}
