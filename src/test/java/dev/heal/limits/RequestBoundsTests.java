package dev.heal.limits;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the bounds of requests, at both ports of a running Heal.
 */
@HealTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "heal.limits.body-time=1s", "server.tomcat.connection-timeout=500ms",
				"heal.limits.webhook-body=2MB", "heal.limits.calls-per-second=1000" })
class RequestBoundsTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@ParameterizedTest
	@CsvSource({ "POST, /alerts/a7, 3000000, application/json", "POST, /remediations, 1100000, application/json",
			"PUT, /alerts/a7/shop/web-0/report, 4300000, text/markdown", "POST, /pods/web-0/logs, 1100000, text/plain",
			"POST, :/actuator/remediations, 1100000, application/json" })
	void bodyBeyondItsBoundIsRefusedWithAndWithoutALength(String method, String path, int size, String type)
			throws Exception {
		byte[] body = ("{\"taskId\": \"" + "7".repeat(size) + "\"}").getBytes(StandardCharsets.US_ASCII);
		assertThat(send(method, path, type, HttpRequest.BodyPublishers.ofByteArray(body))).isEqualTo(413);
		if (!path.startsWith("/pods")) {
			assertThat(send(method, path, type,
					HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))))
				.isEqualTo(413);
		}
	}

	@Test
	void compressedBodyIsRefused() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/alerts/a7"))
			.header("Content-Type", "application/json")
			.header("Content-Encoding", "gzip")
			.POST(HttpRequest.BodyPublishers.ofString("{}"))
			.build();
		HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(415);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
	}

	@ParameterizedTest
	@CsvSource({ "POST /alerts/a7, 408", "POST /remediations, 408", "PATCH /alerts/a7, 408", "POST /nope, 408" })
	void slowSenderEnds(String call, int status) throws Exception {
		Instant start = Instant.now();
		String answer = drip(this.port, call);
		assertThat(answer).startsWith("HTTP/1.1 " + status);
		assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/alerts/a7", "/remediations" })
	void senderWhoStopsIsTold(String path) throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.getOutputStream()
				.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
						+ "Content-Length: 5000\r\n\r\n{\"alerts\": [")
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
		}
	}

	@ParameterizedTest
	@CsvSource({ "POST, /alerts/a7, 3000000, heal.limits.webhook-body",
			"POST, /remediations, 1100000, heal.limits.body",
			"PUT, /alerts/a7/shop/web-0/report, 4300000, heal.limits.report" })
	void refusalNamesTheProperty(String method, String path, int size, String property) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
			.build();
		assertThat(this.http.send(request, HttpResponse.BodyHandlers.ofString()).body()).contains("(" + property + ")");
	}

	@Test
	void malformedQueryIsAProblem() throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.getOutputStream()
				.write("GET /remediations?&=a%41 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
		}
	}

	@Test
	void malformedAddressIsAProblemAtBothPorts() throws Exception {
		for (int each : new int[] { this.port, this.managementPort }) {
			try (Socket socket = new Socket("127.0.0.1", each)) {
				socket.getOutputStream()
					.write("GET /a%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
			}
		}
	}

	private String drip(int at, String call) throws IOException, InterruptedException {
		try (Socket socket = new Socket("127.0.0.1", at)) {
			socket.setSoTimeout(100);
			OutputStream out = socket.getOutputStream();
			out.write((call
					+ " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			StringBuilder answer = new StringBuilder();
			for (int i = 0; i < 200 && !read(socket.getInputStream(), answer); i++) {
				send(out);
			}
			return answer.toString();
		}
	}

	private static void send(OutputStream out) throws InterruptedException {
		try {
			out.write(' ');
		}
		catch (IOException ex) {
			// the connection is ended; what was answered is read next
			Thread.sleep(1);
		}
	}

	private static boolean read(InputStream in, StringBuilder answer) {
		try {
			for (int next = in.read(); next >= 0; next = in.read()) {
				answer.append((char) next);
			}
			return true;
		}
		catch (java.net.SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private int send(String method, String path, String type, HttpRequest.BodyPublisher body) throws Exception {
		String root = path.startsWith(":") ? "http://localhost:" + this.managementPort
				: "http://localhost:" + this.port;
		HttpRequest request = HttpRequest.newBuilder(URI.create(root + path.replaceFirst("^:", "")))
			.header("Content-Type", type)
			.method(method, body)
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
	}

}
