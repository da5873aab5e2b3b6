package dev.heal.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An API server whose pods have as many and as large events as wanted, in pages.
 */
final class EventServer implements AutoCloseable {

	private static final int PAGE = 500;

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger breaks = new AtomicInteger();

	private final int events;

	private final byte[] padding;

	private final int podPadding;

	/**
	 * Starts it.
	 * @param events the number of events
	 * @param size the size of an annotation of each
	 * @param podSize the size of an annotation of the pod
	 */
	EventServer(int events, int size, int podSize) throws IOException {
		this.events = events;
		this.padding = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
		this.podPadding = podSize;
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Breaks off the next pages in the middle.
	 * @param times how many of them
	 */
	void breakOff(int times) {
		this.breaks.set(times);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			if (path.endsWith("/log")) {
				exchange.sendResponseHeaders(404, -1);
				return;
			}
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024)) {
				if (path.endsWith("/events")) {
					page(from(String.valueOf(exchange.getRequestURI().getQuery())), out);
				}
				else {
					pod(path.substring(path.lastIndexOf('/') + 1), out);
				}
			}
		}
	}

	private static int from(String query) {
		int at = query.indexOf("continue=");
		return (at < 0) ? 0 : Integer.parseInt(query.substring(at + "continue=".length()));
	}

	private void page(int from, OutputStream out) throws IOException {
		int to = Math.min(this.events, from + PAGE);
		write(out,
				"{\"kind\": \"EventList\", \"apiVersion\": \"v1\", \"metadata\": {\"continue\": \"%s\"}, \"items\": ["
					.formatted((to < this.events) ? to : ""));
		for (int i = from; i < to; i++) {
			if (i == from + PAGE / 2 && this.breaks.getAndDecrement() > 0) {
				throw new IOException("broken off");
			}
			event(i, out);
			write(out, (i < to - 1) ? "," : "");
		}
		write(out, "]}");
	}

	// In an order that has nothing to do with their times, as names are
	private void event(int i, OutputStream out) throws IOException {
		Instant time = Instant.parse("2026-01-05T00:00:00Z").plusSeconds(i * 7919L % this.events);
		write(out, """
				{"metadata": {"name": "e-%d", "annotations": {"a": \"""".formatted(i));
		out.write(this.padding);
		write(out, """
				"}}, "involvedObject": {"name": "web-0", "namespace": "shop", "uid": "u-1"}, "reason": "R",
				"message": "number %d", "lastTimestamp": "%s"}""".formatted(i, time));
	}

	private void pod(String name, OutputStream out) throws IOException {
		write(out, """
				{"metadata": {"namespace": "shop", "name": "%s", "uid": "u-1", "annotations": {"a": \""""
			.formatted(name));
		for (int i = 0; i < this.podPadding; i += 1000) {
			out.write("x".repeat(Math.min(1000, this.podPadding - i)).getBytes(StandardCharsets.UTF_8));
		}
		write(out, "\"}}, \"spec\": {\"containers\": [{\"name\": \"app\"}]}}");
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
