package dev.heal.redteam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets a browser call that belongs to somebody who may.
 */
final class BrowserAttacks {

	private static final String GUARDED = "browsers";

	private static final String OPEN = "without tokens";

	private static final String BASIC = "Authorization: Basic "
			+ Base64.getEncoder().encodeToString("me:the-boss".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

	private static final List<String> CHANGES = List.of("POST /remediations/pause", "POST /remediations",
			"POST /remediations/heal-remediation-task1-a7-00000000/approval", "POST /alerts/a7",
			"POST /alerts/a7/shop/canary/look", "POST /pods/canary/logs?namespace=shop",
			"PUT /alerts/a7/shop/canary/report", "DELETE /remediations/heal-remediation-task1-a7-00000000");

	private static final List<String> READS = List.of("/", "/alerts/a7", "/events", "/v3/api-docs", "/actuator/health",
			"/swagger-ui/index.html");

	private final Battlefield field;

	private final Battlefield open;

	BrowserAttacks(Battlefield field, Battlefield open) {
		this.field = field;
		this.open = open;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		for (String origin : List.of("http://evil.example", "null", "http://localhost.evil.example",
				"https://localhost:1", "http://127.0.0.1:1", "file://", "chrome-extension://abc",
				"http://localhost@evil.example", "", " ", "http://[::1]", "not an origin")) {
			for (String call : CHANGES) {
				attacks.add(new Attack(OPEN, call + " from the origin " + origin, () -> assertRefused(
						this.open.wire().call(call, "", "Origin: " + origin, "Content-Length: 0"))));
			}
			attacks.add(new Attack(GUARDED, "changes with a remembered password from the origin " + origin, () -> {
				for (String call : CHANGES) {
					assertRefused(this.field.wire().call(call, "", BASIC, "Origin: " + origin, "Content-Length: 0"));
				}
			}));
		}
		for (String site : List.of("cross-site", "same-site")) {
			attacks.add(new Attack(OPEN, "changes without an origin, as Sec-Fetch-Site says " + site, () -> {
				for (String call : CHANGES) {
					assertRefused(this.open.wire().call(call, "", "Sec-Fetch-Site: " + site, "Content-Length: 0"));
				}
			}));
			attacks.add(new Attack(GUARDED, "changes with a password, as Sec-Fetch-Site says " + site, () -> {
				for (String call : CHANGES) {
					assertRefused(
							this.field.wire().call(call, "", BASIC, "Sec-Fetch-Site: " + site, "Content-Length: 0"));
				}
			}));
		}
		for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
				"evil.example:80", "2130706433", "0x7f000001", "127.1", "0.0.0.0", "localhost.", "[::ffff:127.0.0.1]",
				"127.0.0.1%00.evil.example", "localhost:80@evil.example", "lοcalhost", "")) {
			attacks.add(new Attack(OPEN, "the name rebound to this machine " + host, () -> {
				for (String path : READS) {
					Wire.Answer answer = this.open.wire()
						.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", (_) -> {
						});
					assertThat(answer.status()).as(path + answer.text()).isIn(400, 403);
				}
			}));
		}
		attacks.add(new Attack(GUARDED, "a name that poisons what others are given", () -> {
			for (String path : List.of("/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config",
					"/swagger-ui/index.html", "/swagger-ui.html", "/")) {
				for (String header : List.of("Host: evil.example", "X-Forwarded-Host: evil.example",
						"Forwarded: host=evil.example", "X-Forwarded-Prefix: //evil.example",
						"X-Original-Host: evil.example")) {
					this.field.wire()
						.send("GET " + path + " HTTP/1.1\r\n" + (header.startsWith("Host") ? "" : "Host: localhost\r\n")
								+ header + "\r\nConnection: close\r\nAuthorization: Bearer the-boss\r\n\r\n", (_) -> {
								});
				}
				assertThat(this.field.wire().call("GET " + path, "the-boss").text()).doesNotContain("evil.example");
			}
		}));
		attacks.add(new Attack(GUARDED, "what is kept between the browser and Heal, framed and guessed", () -> {
			for (String path : List.of("/", "/alerts/a7", "/failures/shop/canary", "/alerts/a7/shop/canary",
					"/evidence/shop/canary/current.log", "/pods/canary/logs/current.log?namespace=shop", "/nope")) {
				Wire.Answer answer = this.field.wire().call("GET " + path, "the-boss", "Accept: text/html, */*");
				assertThat(answer.text()).as(path)
					.containsIgnoringCase("Cache-Control: no-cache, no-store")
					.containsIgnoringCase("X-Content-Type-Options: nosniff")
					.containsIgnoringCase("X-Frame-Options: DENY");
			}
		}));
		attacks.add(new Attack(GUARDED, "evidence that passes for a page of Heal", () -> {
			this.field.cluster().pod("page");
			this.field.cluster()
				.log("page", "<html><script>alert(1)</script>\nValueError: <script>alert(2)</script>\n");
			this.field.report("page");
			Wire.Answer raw = this.field.wire()
				.call("GET /pods/page/logs/current.log?namespace=shop", "the-boss", "Accept: text/html");
			assertThat(raw.text()).containsPattern("(?i)Content-Type: text/plain|HTTP/1.1 406");
			for (String path : List.of("/", "/failures/shop/page", "/evidence/shop/page/current.log",
					"/alerts/a7/shop/page", "/?q=<script>alert(3)</script>",
					"/?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E")) {
				Wire.Answer page = this.field.wire()
					.call("GET " + path.replace("<", "%3C").replace(">", "%3E"), "the-boss", "Accept: text/html");
				assertThat(page.text()).contains("default-src 'none'").doesNotContain("<script>alert");
			}
		}));
		return attacks;
	}

	private static void assertRefused(Wire.Answer answer) throws IOException {
		assertThat(answer.status()).as(answer.text()).isEqualTo(403);
	}

}
