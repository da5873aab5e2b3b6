package dev.heal.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An API server with one pod whose log can be asked for from a line or a second on, as a
 * kubelet's can, and that breaks it off as told.
 */
final class LogServer implements AutoCloseable {

	private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");

	private static final String LOG = "/api/v1/namespaces/shop/pods/web-0/log";

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile int lines;

	private volatile int growth;

	private final Queue<Integer> breaks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger refusals = new AtomicInteger();

	private volatile Fault fault = Fault.DROP;

	private volatile int refusal;

	private volatile String state = "terminated";

	LogServer(int lines) throws IOException {
		this.lines = lines;
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	void state(String container) {
		this.state = container;
	}

	/**
	 * Lets the log grow at each request for it.
	 * @param count the lines that are added each time
	 */
	void grow(int count) {
		this.growth = count;
	}

	/**
	 * Breaks off the next streams of the log.
	 * @param fault how
	 * @param after behind how many bytes, one entry for each stream
	 */
	void breakOff(Fault fault, List<Integer> after) {
		this.fault = fault;
		this.breaks.addAll(after);
	}

	void refuse(int code, int times) {
		this.refusal = code;
		this.refusals.set(times);
	}

	void hangUp(int times) {
		refuse(0, times);
	}

	/**
	 * Returns the log.
	 * @param tail the last lines wanted, 0 for all
	 * @return its lines; ten a second, in pairs that are the same
	 */
	String log(int tail) {
		return text((tail > 0) ? this.lines - tail : 0, false);
	}

	private String text(int from, boolean stamped) {
		return IntStream.range(from, this.lines)
			.mapToObj((i) -> (stamped ? "%s.%d00000000Z ".formatted(second(i), i % 10) : "") + "order " + i / 20
					+ " accepted\n")
			.collect(Collectors.joining());
	}

	private static String second(int line) {
		return BEGIN.plusSeconds(line / 10).toString().substring(0, 19);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			if (!path.equals(LOG)) {
				send(exchange, 200, path.endsWith("/events") ? "{\"items\": []}" : pod());
				return;
			}
			if (this.refusals.getAndDecrement() > 0) {
				refuse(exchange);
				return;
			}
			sendLog(exchange);
		}
	}

	private String pod() {
		return """
				{"metadata": {"namespace": "shop", "name": "web-0", "uid": "u-1"},
				 "spec": {"containers": [{"name": "app"}]},
				 "status": {"containerStatuses": [{"name": "app", "state": {"%s": {}}, "restartCount": 0}]}}
				""".formatted(this.state);
	}

	private void refuse(HttpExchange exchange) throws IOException {
		if (this.refusal > 0) {
			exchange.getResponseHeaders().add("Retry-After", "1");
			send(exchange, this.refusal, "Too many requests, please try again later.\n");
		}
	}

	private void sendLog(HttpExchange exchange) throws IOException {
		this.lines += this.growth;
		Map<String, String> query = Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
			.map((parameter) -> parameter.split("="))
			.collect(Collectors.toMap((parameter) -> parameter[0], (parameter) -> parameter[1]));
		if (query.containsKey("previous")) {
			send(exchange, 400, "previous terminated container \"app\" in pod \"web-0\" not found");
			return;
		}
		byte[] text = text(from(query), query.containsKey("timestamps")).getBytes(StandardCharsets.UTF_8);
		Integer end = query.getOrDefault("tailLines", "").equals("1") ? null : this.breaks.poll();
		if (end == null || end >= text.length) {
			send(exchange, 200, new String(text, StandardCharsets.UTF_8));
			return;
		}
		exchange.sendResponseHeaders(200, (this.fault == Fault.CUT) ? end : text.length);
		OutputStream body = exchange.getResponseBody();
		body.write(text, 0, end);
		body.flush();
		if (this.fault == Fault.STALL) {
			stall();
		}
	}

	private int from(Map<String, String> query) {
		if (query.containsKey("sinceTime")) {
			return (int) (Instant.parse(query.get("sinceTime")).getEpochSecond() - BEGIN.getEpochSecond()) * 10;
		}
		return query.containsKey("tailLines") ? this.lines - Integer.parseInt(query.get("tailLines")) : 0;
	}

	private static void stall() {
		try {
			Thread.sleep(3000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void send(HttpExchange exchange, int code, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(code, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * How a stream ends early.
	 */
	enum Fault {

		/**
		 * The connection breaks.
		 */
		DROP,
		/**
		 * The stream ends as if it were whole.
		 */
		CUT,
		/**
		 * Nothing more comes.
		 */
		STALL

	}

}
