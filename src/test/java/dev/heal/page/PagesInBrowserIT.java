package dev.heal.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.heal.demo.HealTest;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.IncidentView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the pages in a real browser, as desktops and phones show them, in light and
 * dark: nothing scrolls sideways, the keyboard is enough, a change is seen without a
 * reload, and axe-core has no complaint. Screenshots are left in
 * {@code target/screenshots}.
 */
@Tag("browser")
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesInBrowserIT {

	private static final List<String> PODS = List.of("payments/shipping-api-6scrjp9gd-k54fb",
			"staging/vendors-worker-grm88tqxh-j44dt", "platform/shipping-svc-8tz6xgs9m-4lwdq",
			"payments/ledger-api-8515ea1ae-647c1", "payments/risk-worker-58rn6bp27-h9sfs");

	private static final String POD = PODS.getFirst();

	private static final List<Screen> SCREENS = List.of(new Screen("desktop", 1280, 900, false),
			new Screen("desktop-dark", 1280, 900, true), new Screen("phone", 390, 844, false),
			new Screen("phone-dark", 390, 844, true));

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private static Browser browser;

	private static String axe;

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private FailureOverview failures;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void start() throws IOException {
		axe = Files.readString(Path.of(System.getProperty("heal.test.axe")));
		browser = new Browser(System.getProperty("heal.test.chromium", "chromium"));
	}

	@AfterAll
	static void stop() throws IOException {
		browser.close();
	}

	@BeforeEach
	void fail() {
		PODS.forEach((pod) -> alert(pod));
		PODS.forEach((pod) -> Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> find(pod).report() != null && find(pod).remediation() != null));
	}

	private IncidentView find(String pod) {
		String[] parts = pod.split("/");
		return this.failures.find(parts[0], parts[1]).orElseThrow();
	}

	private void alert(String pod) {
		String[] parts = pod.split("/");
		String body = """
				{"version": "4", "status": "firing", "alerts": [{"status": "firing", "fingerprint": "page-%2$s",
				  "labels": {"alertname": "A7PodFailure", "namespace": "%1$s", "pod": "%2$s"},
				  "startsAt": "2026-11-22T08:00:00Z"}]}""".formatted(parts[0], parts[1]);
		HttpRequest request = HttpRequest.newBuilder(URI.create(address("/alerts/a7")))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		assertThat(this.http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().statusCode())
			.isEqualTo(202);
	}

	private String address(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

	static Stream<Page> pages() {
		return Stream.of(new Page("list", "/"), new Page("failure", "/failures/" + POD),
				new Page("report", "/alerts/a7/" + POD),
				new Page("evidence", "/evidence/" + POD + "/current.log?line=1297#L1297"));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void pageFitsEachScreenAndSuitsEverybody(Page page) throws IOException {
		SoftAssertions softly = new SoftAssertions();
		for (Screen screen : SCREENS) {
			browser.screen(screen.width(), screen.height(), screen.dark());
			browser.open(address(page.path()));
			browser.screenshot(SCREENSHOTS.resolve(page.name() + "-" + screen.name() + ".png"));
			softly.assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
				.as("width of %s on %s", page.name(), screen.name())
				.isLessThanOrEqualTo(screen.width());
			softly.assertThat(complaints()).as("axe on %s, %s", page.name(), screen.name()).isEmpty();
		}
		softly.assertAll();
	}

	private static List<String> complaints() {
		browser.evaluate(axe + "; true");
		JsonNode result = browser.evaluate("""
				axe.run().then((result) => result.violations.map((it) => it.id + ': ' + it.help + ': '
				  + it.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; ')))""");
		return result.valueStream().map(JsonNode::asString).toList();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void keyboardReachesEverythingAndShowsWhereItIs(Page page) {
		browser.screen(1280, 900, false);
		// from a line on, the browser would go on from there
		browser.open(address(page.path().replaceFirst("#.*", "")));
		int reachable = Math.min(25, browser.evaluate(
				"""
						[...document.querySelectorAll('a[href]:not([tabindex="-1"]), button, input, select, [tabindex="0"]')].length""")
			.asInt());
		Set<Integer> reached = new HashSet<>();
		browser.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)");
		for (int i = 0; i < reachable; i++) {
			browser.pressTab();
			JsonNode focus = browser.evaluate("""
					(() => { const it = document.activeElement; const style = getComputedStyle(it);
					  const box = it.getBoundingClientRect();
					  return { html: it.outerHTML.slice(0, 120), body: it === document.body,
					    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
					    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
					    number: [...document.querySelectorAll('*')].indexOf(it) }; })()""");
			assertThat(focus.path("body").asBoolean()).as("focus after %d of %d", i, reachable).isFalse();
			assertThat(focus.path("outline").asBoolean()).as("outline of %s", focus).isTrue();
			assertThat(focus.path("seen").asBoolean()).as("in sight: %s", focus).isTrue();
			reached.add(focus.path("number").asInt());
		}
		assertThat(reached).hasSize(reachable);
	}

	// last, so that its pod is not on the screenshots
	@Test
	@Order(Integer.MAX_VALUE)
	void changeIsSeenWithoutAReload() {
		browser.screen(1280, 900, false);
		browser.open(address("/"));
		browser.evaluate("window.loadedOnce = true");
		String pod = "nobody-" + System.nanoTime();
		alert("payments/" + pod);
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> browser.evaluate("document.body.innerText.includes('%s')".formatted(pod)).asBoolean());
		assertThat(browser.evaluate("window.loadedOnce === true").asBoolean()).isTrue();
	}

	/**
	 * What a page is shown on.
	 *
	 * @param name its name
	 * @param width its width, in CSS pixels
	 * @param height its height
	 * @param dark whether its owner likes it dark
	 */
	private record Screen(String name, int width, int height, boolean dark) {

	}

	/**
	 * A page.
	 *
	 * @param name its name
	 * @param path its path
	 */
	private record Page(String name, String path) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
