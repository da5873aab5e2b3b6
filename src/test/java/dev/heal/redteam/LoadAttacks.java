package dev.heal.redteam;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tries to use up memory, threads and connections.
 */
final class LoadAttacks {

	private static final String GROUP = "load";

	private final Battlefield field;

	LoadAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(bodies("11 million empty alerts", 4, "{\"alerts\":[", "{},", "{}]}"));
		attacks.add(bodies("6 million small lists in an unknown field", 4, "{\"x\":[", "[],", "[]],\"alerts\":[]}"));
		attacks.add(bodies("11 million alerts, from 30 callers at once", 30, "{\"alerts\":[", "{},", "{}]}"));
		attacks
			.add(bodies("labels without number", 8, "{\"alerts\":[{\"labels\":{", "\"a\":\"b\",", "\"a\":\"b\"}}]}"));
		attacks.add(bodies("one string of 32 MB", 8, "{\"x\":\"", "xxxxxxxxxxxxxxxx", "\"}"));
		attacks
			.add(bodies("one escaped string of 32 MB", 8, "{\"alerts\":[{\"labels\":{\"pod\":\"", "\\u0041", "\"}}]}"));
		attacks.add(new Attack(GROUP, "a report without end",
				() -> endless("PUT /alerts/a7/shop/canary/report", "text/markdown", 413)));
		attacks
			.add(new Attack(GROUP, "a webhook without end", () -> endless("POST /alerts/a7", "application/json", 413)));
		attacks.add(new Attack(GROUP, "a request for an agent without end",
				() -> endless("POST /remediations", "application/json", 413)));
		attacks.add(new Attack(GROUP, "a body without end where none is wanted",
				() -> endless("GET /alerts/a7", "application/json", 413)));
		attacks.add(new Attack(GROUP, "a task id of 95 MB", () -> {
			Wire.Answer answer = this.field.wire()
				.stream("POST /remediations", "the-boss", "application/json", (out) -> {
					out.write("{\"alert\":\"a7\",\"taskId\":\"".getBytes(StandardCharsets.US_ASCII));
					for (int i = 0; i < 95; i++) {
						out.write(new byte[1 << 20]);
					}
				});
			assertThat(answer.status()).isIn(0, 413);
		}));
		attacks.add(new Attack(GROUP, "a body without end for somebody who may not call", () -> {
			Wire.Answer answer = this.field.wire()
				.stream("POST /alerts/a7", "nobody", "application/json", LoadAttacks::forEver);
			assertThat(answer.status()).isIn(0, 401);
		}));
		attacks.add(new Attack(GROUP, "4,500 senders whose headers arrive byte by byte", () -> slow(false)));
		attacks.add(new Attack(GROUP, "4,500 of them at the port of the probes", () -> slow(true)));
		attacks.add(new Attack(GROUP, "1,000 senders whose bodies arrive byte by byte",
				() -> drip(Wire.head("POST /alerts/a7", "the-boss", "application/json", "Content-Length: 100000"), 1000,
						false)));
		attacks.add(new Attack(GROUP, "4,500 connections that are kept and not used",
				() -> drip("GET /nope HTTP/1.1\r\nHost: localhost\r\n\r\n", 4500, false)));
		attacks.add(new Attack(GROUP, "500 readers of live updates, of one caller", () -> {
			List<Socket> sockets = new ArrayList<>();
			try {
				for (int i = 0; i < 500; i++) {
					Socket socket = this.field.wire().connect();
					socket.getOutputStream()
						.write(Wire.head("GET /events", "the-reader", "", "Accept: text/event-stream")
							.getBytes(StandardCharsets.US_ASCII));
					sockets.add(socket);
				}
				assertServes();
				try (Socket other = this.field.wire().connect()) {
					other.setSoTimeout(60_000);
					other.getOutputStream()
						.write(Wire.head("GET /events", "the-boss", "", "Accept: text/event-stream")
							.getBytes(StandardCharsets.US_ASCII));
					assertThat(new String(other.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
						.as("updates for others")
						.isEqualTo("HTTP/1.1 200");
				}
			}
			finally {
				close(sockets);
			}
		}));
		attacks.add(new Attack(GROUP, "10,000 requests in a row that nobody reads the answers of", () -> {
			try (Socket socket = this.field.wire().connect()) {
				Thread sender = Thread.ofVirtual().start(() -> {
					try {
						byte[] request = "GET /v3/api-docs HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100)
							.getBytes(StandardCharsets.US_ASCII);
						for (int i = 0; i < 100; i++) {
							socket.getOutputStream().write(request);
						}
					}
					catch (IOException ex) {
						// Heal has hung up
					}
				});
				Thread.sleep(2000);
				assertServes();
				socket.shutdownOutput();
				sender.join();
			}
		}));
		attacks.add(new Attack(GROUP, "300 readers of evidence that take a byte and wait", () -> {
			this.field.cluster().pod("large");
			this.field.cluster().stream("large", (out) -> {
				for (int i = 0; i < 20_000; i++) {
					out.write(("2026-01-05T10:00:00Z INFO line " + i
							+ " of a log that is long enough to fill what sockets hold " + "x".repeat(400) + "\n")
						.getBytes(StandardCharsets.US_ASCII));
				}
			});
			this.field.report("large");
			List<Socket> sockets = new ArrayList<>();
			try {
				for (int i = 0; i < 300; i++) {
					Socket socket = this.field.wire().connect();
					socket.setReceiveBufferSize(1024);
					socket.getOutputStream()
						.write(Wire.head("GET /pods/large/logs/current.log?namespace=shop", "the-reader", "")
							.getBytes(StandardCharsets.US_ASCII));
					sockets.add(socket);
				}
				assertServes();
			}
			finally {
				close(sockets);
			}
		}));
		attacks.add(new Attack(GROUP, "20,000 alerts of pods that are not there", () -> {
			StringBuilder body = new StringBuilder("{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[");
			for (int i = 0; i < 20_000; i++) {
				body.append((i == 0) ? "" : ",")
					.append("{\"status\":\"firing\",\"fingerprint\":\"%016x\",\"labels\":{\"alertname\":\"A7\",\"namespace\":\"nowhere\",\"pod\":\"p-%d\"}}"
						.formatted(i, i));
			}
			Wire.Answer answer = this.field.wire()
				.put("POST /alerts/a7", "the-webhook", "application/json", body.append("]}").toString());
			assertThat(answer.status()).as(answer.text()).isIn(202, 503);
		}));
		return attacks;
	}

	private Attack bodies(String name, int callers, String head, String part, String tail) {
		return new Attack(GROUP, name, () -> {
			byte[] parts = part.repeat((64 << 10) / part.length()).getBytes(StandardCharsets.US_ASCII);
			try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
				List<Future<Wire.Answer>> answers = IntStream.range(0, callers)
					.mapToObj((_) -> all.submit(() -> this.field.wire()
						.stream("POST /alerts/a7", "the-webhook", "application/json", (out) -> {
							out.write(head.getBytes(StandardCharsets.US_ASCII));
							for (int i = 0; i < 511; i++) {
								out.write(parts);
							}
							out.write(tail.getBytes(StandardCharsets.US_ASCII));
						})))
					.toList();
				for (Future<Wire.Answer> each : answers) {
					Wire.Answer answer = each.get();
					assertThat(answer.status()).as(answer.text()).isIn(0, 202, 400, 408, 413, 422, 503);
				}
			}
		});
	}

	private void endless(String call, String type, int expected) throws Exception {
		Wire.Answer answer = this.field.wire().stream(call, "the-boss", type, LoadAttacks::forEver);
		assertThat(answer.status()).as(answer.text()).isIn(0, expected);
	}

	private static void forEver(OutputStream out) throws IOException {
		for (int i = 0; i < 20_000; i++) {
			out.write(" ".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII));
		}
	}

	private void slow(boolean management) throws Exception {
		drip("GET /alerts/a7 HTTP/1.1\r\nHost: localhost\r\n", 4500, management);
	}

	private void drip(String head, int count, boolean management) throws Exception {
		List<Socket> sockets = new ArrayList<>();
		try {
			byte[] start = head.getBytes(StandardCharsets.US_ASCII);
			for (int i = 0; i < count; i++) {
				try {
					Socket socket = management ? this.field.wire().connectToManagement() : this.field.wire().connect();
					socket.getOutputStream().write(start);
					sockets.add(socket);
				}
				catch (IOException ex) {
					// no room for more
				}
			}
			for (int round = 0; round < 6; round++) {
				for (Socket socket : sockets) {
					try {
						socket.getOutputStream().write('x');
					}
					catch (IOException ex) {
						// Heal has hung up
					}
				}
				Thread.sleep(2000);
			}
			assertServes();
		}
		finally {
			close(sockets);
		}
	}

	private void assertServes() throws IOException {
		long start = System.nanoTime();
		Wire.Answer answer = this.field.wire().call("GET /alerts/a7?size=1", "the-reader");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).as("time that a call took meanwhile")
			.isLessThan(Battlefield.PATIENCE);
	}

	private static void close(List<Socket> sockets) throws IOException {
		for (Socket socket : sockets) {
			socket.close();
		}
	}

}
