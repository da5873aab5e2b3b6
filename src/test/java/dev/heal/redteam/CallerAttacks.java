package dev.heal.redteam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tries to call without the right to.
 */
final class CallerAttacks {

	private static final String GROUP = "callers";

	private static final List<String> PATHS = List.of("/", "/alerts/a7", "/alerts/a7/", "//alerts//a7", "/alerts/./a7",
			"/alerts/%61%37", "/Alerts/A7", "/alerts/a7;jsessionid=1", "/alerts/a7/shop/canary",
			"/alerts/a7/shop/canary/report", "/pods/canary/logs?namespace=shop",
			"/pods/canary/logs/current.log?namespace=shop", "/pods/canary/bundle?namespace=shop", "/remediations",
			"/failures/shop/canary", "/evidence/shop/canary/current.log", "/events", "/actuator",
			"/actuator/prometheus", "/swagger-ui/../alerts/a7", "/swagger-ui/..%2falerts/a7",
			"/swagger-ui/%2e%2e/alerts/a7", "/swagger-ui/..;/alerts/a7", "/v3/api-docs/..;/..;/alerts/a7",
			"/v3/api-docs/../../alerts/a7", "/swagger-ui/%252e%252e/alerts/a7", "/swagger-ui/..%5calerts/a7",
			"/swagger-ui.html/../alerts/a7", "/actuator/health/../prometheus", "/actuator/health/..;/prometheus",
			"/actuator/health%2f..%2fprometheus", "/actuator/health/../../alerts/a7", "/error/../alerts/a7",
			"/%2e/alerts/a7", "/alerts/a7%00", "/alerts/a7%20", "/alerts/a7.json", "/alerts/a7?x=/swagger-ui/",
			"/alerts/a7#/swagger-ui/", "http://localhost/alerts/a7", "http://localhost/swagger-ui/../alerts/a7",
			"/\u0000alerts/a7", "/alerts\\a7", "*", "alerts/a7");

	private static final List<String> HEADERS = List.of("X-Original-URL: /swagger-ui/", "X-Rewrite-URL: /swagger-ui/",
			"X-Forwarded-For: 127.0.0.1", "X-Forwarded-User: the-boss", "X-Remote-User: the-boss",
			"Forwarded: for=127.0.0.1;host=localhost", "X-HTTP-Method-Override: GET", "X-Client-Cert: CN=the-boss",
			"SSL_CLIENT_CERT: x", "X-Forwarded-Client-Cert: Subject=\"CN=the-boss\"", "Cookie: Authorization=the-boss",
			"Authorization : Bearer the-boss", "Authorization:\r\n Bearer the-boss", "authorization: bearer",
			"Proxy-Authorization: Bearer the-boss", "Authorization: Bearer the-reader, Bearer the-boss",
			"Authorization: Bearer the-boss\u0000", "Authorization: Bearer \"the-boss\"",
			"Authorization: Bearer THE-BOSS", "Authorization: Bearer the-bos", "Authorization: Bearer the-bosss",
			"Authorization: Bearer the-boss%00", "Authorization: Bearer webhook,read,operate",
			"Authorization: Basic " + base64("the-boss:"), "Authorization: Basic " + base64("the-boss"),
			"Authorization: Basic " + base64(":the-boss\n"), "Authorization: Basic " + base64(":the-boss\u0000"),
			"Authorization: Negotiate the-boss", "Authorization: Bearer " + "a".repeat(7000),
			"Authorization: Bearer xx\r\nAuthorization: Bearer the-boss");

	private final Battlefield field;

	CallerAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(new Attack(GROUP, "something to be read is there", () -> {
			this.field.cluster().pod("canary");
			this.field.cluster().log("canary", "INCIDENT-CANARY\nValueError: order 17\n");
			this.field.report("canary");
		}));
		PATHS.forEach((path) -> attacks.add(new Attack(GROUP, "no token, GET " + path, () -> {
			assertTellsNothing(this.field.wire().call("GET " + path, ""));
			assertTellsNothing(this.field.wire().manage("GET " + path, ""));
		})));
		HEADERS.forEach((header) -> attacks.add(new Attack(GROUP, header.substring(0, Math.min(60, header.length())),
				() -> assertTellsNothing(this.field.wire().call("GET /alerts/a7", "", header)))));
		attacks.add(new Attack(GROUP, "every way to change something with a token that may only read", this::escalate));
		attacks.add(new Attack(GROUP, "a webhook's token reads", () -> {
			for (String path : PATHS) {
				assertTellsNothing(this.field.wire().call("GET " + path, "the-webhook"));
			}
		}));
		attacks.add(new Attack(GROUP, "a hundred tokens are guessed", () -> {
			for (int i = 0; i < 100; i++) {
				assertThat(this.field.wire().call("GET /alerts/a7", "guess-" + i).status()).isIn(401, 429);
			}
		}));
		return attacks;
	}

	private void escalate() throws IOException {
		for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get",
				"DELETE%20")) {
			for (String path : List.of("/remediations", "/remediations/pause", "/alerts/a7/shop/canary/report",
					"/alerts/a7/shop/canary/look", "/pods/canary/logs?namespace=shop",
					"/remediations/heal-remediation-task1-a7-00000000")) {
				for (String token : List.of("the-reader", "the-webhook")) {
					Wire.Answer answer = this.field.wire()
						.put(method + " " + path, token, "application/json", "{\"paused\": true}");
					assertThat(answer.status()).as(method + " " + path + answer.text()).isBetween(400, 501);
				}
			}
		}
		assertThat(this.field.wire().call("GET /", "the-reader", "Accept: text/html").text()).doesNotContain("Paused");
	}

	private static void assertTellsNothing(Wire.Answer answer) {
		assertThat(answer.text()).doesNotContain("canary\"", "INCIDENT-CANARY", "jvm_memory", "\"total\"", "listening");
		assertThat(answer.status()).as(answer.text()).isIn(0, 302, 400, 401, 403, 404, 405, 429);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
