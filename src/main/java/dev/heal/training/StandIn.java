package dev.heal.training;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An API server for the training, in which every pod of the namespace {@code training}
 * crashes. Each language in which one may do so has a log of its own.
 */
final class StandIn implements Closeable {

	private static final String PODS = "/api/v1/namespaces/training/pods/";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private StandIn(HttpServer server) {
		this.server = server;
	}

	static StandIn at(int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		StandIn standIn = new StandIn(server);
		server.createContext("/", StandIn::answer);
		server.setExecutor(standIn.threads);
		server.start();
		return standIn;
	}

	private static void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			if (exchange.getRequestMethod().equals("POST")) {
				send(exchange, 201, exchange.getRequestBody().readAllBytes());
			}
			else if (path.startsWith(PODS)) {
				sendPod(exchange, path.substring(PODS.length()).split("/"));
			}
			else {
				send(exchange, 404, read("not-found.json").getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	private static void sendPod(HttpExchange exchange, String[] path) throws IOException {
		String content = (path.length > 1) ? read(path[0] + ".log") : read("pod.json").replace("{pod}", path[0]);
		send(exchange, 200, content.getBytes(StandardCharsets.UTF_8));
	}

	private static String read(String name) throws IOException {
		try (InputStream in = StandIn.class.getResourceAsStream("/training/" + name)) {
			if (in == null) {
				throw new IOException("There is no " + name);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.close();
	}

}
