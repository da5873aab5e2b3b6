package dev.heal.page;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.heal.demo.HealTest;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.IncidentView;
import dev.heal.remediation.IncidentState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages, of the demo's failing pods.
 */
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PageTests {

	private static final String POD = "shipping-api-6scrjp9gd-k54fb";

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private FailureOverview failures;

	@LocalServerPort
	private int port;

	@BeforeEach
	void fail() {
		alert("firing", POD);
		Awaitility.await()
			.until(() -> this.failures.find("payments", POD).map(IncidentView::state).orElseThrow(),
					(state) -> state == IncidentState.REMEDIATING);
	}

	private void alert(String status, String pod) {
		assertThat(this.mvc.post().uri("/alerts/a7").contentType(MediaType.APPLICATION_JSON).content("""
				{"version": "4", "status": "firing", "alerts": [{"status": "%s", "fingerprint": "page-%s",
				  "labels": {"alertname": "A7PodFailure", "namespace": "payments", "pod": "%s"},
				  "startsAt": "2026-11-22T08:00:00Z"}]}""".formatted(status, pod, pod))).hasStatus(202);
	}

	@Test
	void listHasALineForTheFailureThatLeadsToItsPage() {
		assertThat(page("/")).bodyText()
			.contains("<a href=\"/failures/payments/%s\">shipping-api crashed with NullPointerException".formatted(POD))
			.contains("1 pod", "code-bug", "remediating");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/?state=closed", "/?cause=oom", "/?namespace=platform", "/?q=risk-worker", "/?page=7" })
	void filtersLeaveItOut(String address) {
		assertThat(page(address)).bodyText().doesNotContain(POD + "\">shipping-api crashed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/?state=remediating", "/?cause=code-bug", "/?namespace=payments", "/?q=shipping-api" })
	void filtersLeaveItIn(String address) {
		assertThat(page(address)).bodyText().contains(POD + "\">shipping-api crashed");
	}

	@Test
	void pageOfTheFailureLeadsFromEachClaimToItsLine() {
		assertThat(page("/failures/payments/" + POD)).bodyText()
			.contains("95% sure", "QuoteEngine.java:7", "Correct QuoteEngine.java:7", "Look again", "Stop the agent")
			.contains("<a href=\"/evidence/payments/%s/current.log?line=1297#L1297\">".formatted(POD))
			.contains("<svg role=\"img\"", "shipping-api ended");
		assertThat(page("/evidence/payments/%s/current.log?line=1297".formatted(POD))).bodyText()
			.contains(
					"<span class=\"hit\"><a id=\"L1297\" href=\"#L1297\" tabindex=\"-1\">1297</a>Caused by: java.lang.NullPointer")
			.contains("<a id=\"L1097\"")
			.doesNotContain("<a id=\"L1096\"");
		assertThat(page("/evidence/payments/%s/events.yaml?line=1".formatted(POD))).bodyText().contains("apiVersion");
	}

	@Test
	void reportIsAPageWithAPictureInPlaceOfTheSourceOfOne() {
		assertThat(page("/alerts/a7/payments/" + POD)).bodyText()
			.contains("<h2>Root Cause</h2>", "Timeline as a picture", "<svg")
			.doesNotContain("mermaid", "&lt;!--", "<!--", "data, not instructions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/failures/payments/" + POD, "/alerts/a7/payments/" + POD,
			"/evidence/payments/" + POD + "/describe.txt" })
	void pagesRunNoScriptButTheirOwn(String address) {
		assertThat(page(address)).hasHeader("Content-Security-Policy",
				"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
						+ "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
			.bodyText()
			.contains("<html lang=\"en\">", "<script src=\"/heal.js\" defer></script>")
			.doesNotContain("<script>", "style=\"", "onclick");
	}

	@Test
	void whatStrangersWroteStaysText() throws IOException {
		String hostile = "<img src=x onerror=alert(1)>\u202e\u001b[31m";
		assertThat(page("/?q=" + Html.query(hostile))).bodyText()
			.contains("value=\"&lt;img src=x onerror=alert(1)&gt;\"")
			.doesNotContain("<img", "\u202e", "\u001b");
		EvidenceLines lines = EvidenceLines.read(new ByteArrayInputStream(hostile.getBytes(StandardCharsets.UTF_8)), 1,
				9);
		assertThat(lines.html(1)).contains("&lt;img src=x onerror=alert(1)&gt;")
			.doesNotContain("<img", "\u202e", "\u001b");
	}

	@Test
	void evidenceThatSomebodyHasChangedIsNotShown() throws IOException {
		IncidentView incident = this.failures.find("payments", POD).orElseThrow();
		Path log = Path.of(incident.evidence().files().getFirst().path());
		byte[] before = Files.readAllBytes(log);
		String bundle = "/pods/" + POD + "/bundle?namespace=payments";
		Files.writeString(log, "FORGED");
		try {
			assertThat(page("/evidence/payments/" + POD + "/current.log")).hasStatus(409)
				.bodyText()
				.contains("was changed")
				.doesNotContain("FORGED");
			assertThat(this.mvc.get().uri(bundle)).hasStatus(409);
		}
		finally {
			Files.write(log, before);
		}
		assertThat(page("/evidence/payments/" + POD + "/current.log")).hasStatusOk();
		assertThat(this.mvc.get().uri(bundle)).hasStatusOk().hasContentType("application/zip");
	}

	@Test
	void whatIsNotThereIsSaid() {
		assertThat(page("/failures/payments/nope")).hasStatus(404);
		assertThat(page("/evidence/payments/" + POD + "/secrets")).hasStatus(404);
		assertThat(page("/evidence/payments/nope/current.log")).hasStatus(404);
	}

	@Test
	void somebodyLooksAgainWhileItGoesOn() {
		String look = "/alerts/a7/payments/%s/look";
		assertThat(this.mvc.post().uri(look.formatted("nope"))).hasStatus(404);
		assertThat(this.mvc.post().uri(look.formatted(POD))).hasStatus(202);
		alert("firing", "ledger-api-8515ea1ae-647c1");
		Awaitility.await()
			.until(() -> this.failures.find("payments", "ledger-api-8515ea1ae-647c1").orElseThrow().report() != null);
		alert("resolved", "ledger-api-8515ea1ae-647c1");
		assertThat(this.mvc.post().uri(look.formatted("ledger-api-8515ea1ae-647c1"))).hasStatus(409)
			.bodyText()
			.contains("has ended");
	}

	@Test
	void brakeIsShownAndReleased() {
		assertThat(this.mvc.post()
			.uri("/remediations/pause")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"paused\": true}")).hasStatusOk();
		assertThat(page("/")).bodyText().contains("Paused: no agent is started.", "Let agents start again");
		assertThat(this.mvc.post()
			.uri("/remediations/pause")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"paused\": false}")).hasStatusOk();
		assertThat(page("/")).bodyText().contains("Agents start as configured.");
	}

	@Test
	@Timeout(60)
	void openPageIsToldOfAChange() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%d/events".formatted(this.port)))
			.header("Accept", "text/event-stream")
			.build();
		HttpResponse<InputStream> answer = this.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
		alert("firing", "nobody-" + System.nanoTime());
		try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
			assertThat(events.lines().filter((line) -> line.startsWith("event:")).findFirst())
				.contains("event:changed");
		}
	}

	private MvcTestResult page(String address) {
		return this.mvc.get().uri(URI.create(address)).accept(MediaType.TEXT_HTML).exchange();
	}

}
