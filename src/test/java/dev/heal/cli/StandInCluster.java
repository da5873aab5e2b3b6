package dev.heal.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An API server that has what it was given, and counts what it is asked at a time.
 */
final class StandInCluster implements AutoCloseable {

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger mostInFlight = new AtomicInteger();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpServer server;

	private volatile long delay;

	private StandInCluster() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	static StandInCluster start() throws IOException {
		return new StandInCluster();
	}

	StandInCluster slow(long millis) {
		this.delay = millis;
		return this;
	}

	/**
	 * Gives it an answer.
	 * @param path the path without a query, but with {@code ?previous} for the log of an
	 * earlier instance
	 * @param body the answer
	 * @return this
	 */
	StandInCluster with(String path, String body) {
		this.answers.put(path, new Answer(200, body));
		return this;
	}

	StandInCluster refusing(String path, int code, String message) {
		this.answers.put(path, new Answer(code, status(code, message)));
		return this;
	}

	StandInCluster pods(String namespace, List<String> pods) {
		String list = """
				{"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": [%s]}"""
			.formatted(String.join(",", pods));
		return with("/api/v1/namespaces/" + namespace + "/pods", list).with("/api/v1/pods", list);
	}

	int mostInFlight() {
		return this.mostInFlight.get();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Writes a kubeconfig that leads to it.
	 * @param file where to
	 * @param namespace the namespace of its context
	 * @return the file
	 */
	Path kubeconfig(Path file, String namespace) throws IOException {
		return Files.writeString(file, """
				apiVersion: v1
				kind: Config
				current-context: test
				clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
				users: [{name: test, user: {}}]
				contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
				""".formatted(port(), namespace));
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.mostInFlight.accumulateAndGet(this.inFlight.incrementAndGet(), Math::max);
		try (exchange) {
			Thread.sleep(this.delay);
			String query = String.valueOf(exchange.getRequestURI().getQuery());
			String path = exchange.getRequestURI().getPath() + (query.contains("previous=true") ? "?previous" : "");
			Answer answer = this.answers.getOrDefault(path, new Answer(404, status(404, path + " not found")));
			byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
			this.inFlight.decrementAndGet();
			exchange.sendResponseHeaders(answer.code, body.length);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String status(int code, String message) {
		return """
				{"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "%s", "code": %d}"""
			.formatted(message, code);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * What it says.
	 */
	private record Answer(int code, String body) {

	}

}
