package dev.heal.security;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who may call what, at both ports of a running Heal.
 */
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class CallersTests {

	@TempDir
	private static Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@DynamicPropertySource
	static void tokens(DynamicPropertyRegistry properties) throws IOException {
		Path tokens = Files.writeString(folder.resolve("tokens"), """
				w webhook
				r read
				o operate
				all webhook,read,operate
				""");
		properties.add("heal.security.tokens-file", tokens::toString);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			POST   | /alerts/a7                       | w
			GET    | /alerts/a7                       | r
			HEAD   | /alerts/a7                       | r
			GET    | /alerts/a7/payments/nope         | r
			PUT    | /alerts/a7/payments/nope/report  | o
			POST   | /pods/nope/logs                  | o
			GET    | /pods/nope/logs                  | r
			GET    | /pods/nope/logs/current.log      | r
			POST   | /remediations                    | o
			GET    | /remediations                    | r
			GET    | /remediations/nope               | r
			DELETE | /remediations/nope               | o
			GET    | /                                | r
			GET    | /failures/payments/nope          | r
			GET    | /evidence/payments/nope/current.log | r
			POST   | /alerts/a7/payments/nope/look    | o
			POST   | /remediations/pause              | o
			POST   | /mcp                             | r
			GET    | /nope                            | r
			GET    | :/actuator                       | r
			GET    | :/actuator/prometheus            | r
			GET    | :/actuator/info                  | r
			GET    | :/actuator/remediations          | r
			POST   | :/actuator/remediations          | o
			GET    | :/actuator/env                   | r
			GET    | :/nope                           | r
			""")
	void callNeedsItsScope(String method, String path, String scope) throws Exception {
		assertThat(send(method, path, null)).isEqualTo(401);
		assertThat(send(method, path, "Bearer nobody")).isEqualTo(401);
		assertThat(send(method, path, "Bearer ")).isEqualTo(401);
		for (String other : new String[] { "w", "r", "o" }) {
			assertThat(send(method, path, "Bearer " + other)).satisfies((status) -> {
				if (other.equals(scope)) {
					assertThat(status).isNotIn(401, 403, 500);
				}
				else {
					assertThat(status).isEqualTo(403);
				}
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "/v3/api-docs.yaml", "/swagger-ui/index.html", ":/actuator/health", ":/actuator/health/liveness",
			":/actuator/health/readiness" })
	void documentationAndHealthAreOpen(String path) throws Exception {
		assertThat(send("GET", path, null)).isIn(200, 503);
	}

	@Test
	void healthTellsItsReasonsToThoseWhoMayRead() throws Exception {
		assertThat(get(":/actuator/health", null).body()).doesNotContain("components");
		assertThat(get(":/actuator/health", "Bearer w").body()).doesNotContain("components");
		assertThat(get(":/actuator/health", "Bearer r").body()).contains("components");
	}

	@Test
	void basicCarriesTheTokenAsItsPassword() throws Exception {
		assertThat(send("GET", "/alerts/a7", basic("anybody:r"))).isEqualTo(200);
		assertThat(send("GET", "/alerts/a7", basic("r:"))).isEqualTo(401);
		assertThat(send("GET", "/alerts/a7", basic("r"))).isEqualTo(401);
		assertThat(send("GET", "/alerts/a7", "Basic %%%")).isEqualTo(401);
		assertThat(send("GET", "/alerts/a7", "Digest r")).isEqualTo(401);
	}

	@Test
	void refusalsAreProblemsThatSayWhatToDo() throws Exception {
		HttpResponse<String> unknown = get("/alerts/a7", null);
		assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(unknown.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"heal\"");
		assertThat(unknown.body()).contains("\"status\":401", "heal.security.tokens-file");
		HttpResponse<String> denied = get("/alerts/a7", "Bearer w");
		assertThat(denied.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(denied.body()).contains("\"status\":403", "lacks the scope");
	}

	@Test
	void refusalComesBeforeTheBody() throws Exception {
		String head = "POST /alerts/a7 HTTP/1.1\r\nHost: heal\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
		assertThat(raw(head)).startsWith("HTTP/1.1 401 ");
	}

	@Test
	void twoCredentialsAreNone() throws Exception {
		String head = "GET /alerts/a7 HTTP/1.1\r\nHost: heal\r\nAuthorization: Bearer r\r\nAuthorization: Bearer x\r\n\r\n";
		assertThat(raw(head)).startsWith("HTTP/1.1 401 ");
	}

	@Test
	void browserAsksItsUserAndServesNoPageOfAnotherOrigin() throws Exception {
		HttpRequest page = request("GET", "/").header("Accept", "text/html,*/*;q=0.8").build();
		HttpResponse<String> refused = this.http.send(page, HttpResponse.BodyHandlers.ofString());
		assertThat(refused.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"heal\"",
				"Basic realm=\"heal\", charset=\"UTF-8\"");
		String origin = "http://localhost:" + this.port;
		assertThat(pause(basic("me:o"), origin)).isNotIn(401, 403);
		assertThat(pause(basic("me:o"), "https://evil.example")).isEqualTo(403);
		assertThat(pause(basic("me:o"), "null")).isEqualTo(403);
		assertThat(pause("Bearer o", "https://tool.example")).isNotIn(401, 403);
	}

	private int pause(String authorization, String origin) throws Exception {
		HttpRequest request = request("POST", "/remediations/pause").header("Authorization", authorization)
			.header("Origin", origin)
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
	}

	private String raw(String head) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
		}
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII));
	}

	private HttpResponse<String> get(String path, String authorization) throws Exception {
		return exchange("GET", path, authorization);
	}

	private int send(String method, String path, String authorization) throws Exception {
		return exchange(method, path, authorization).statusCode();
	}

	private HttpResponse<String> exchange(String method, String path, String authorization) throws Exception {
		HttpRequest.Builder request = request(method, path);
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String method, String path) {
		String root = path.startsWith(":") ? "http://localhost:" + this.managementPort
				: "http://localhost:" + this.port;
		return HttpRequest.newBuilder(URI.create(root + path.replaceFirst("^:", "")))
			.method(method, HttpRequest.BodyPublishers.noBody());
	}

}
