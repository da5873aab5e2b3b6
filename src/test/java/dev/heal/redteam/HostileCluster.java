package dev.heal.redteam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.demo.FailingCluster;

/**
 * An API server whose pods, logs, events and CodeRuns are written by enemies. It keeps
 * the CodeRuns itself, and leaves everything else to the cluster of the demo.
 */
final class HostileCluster implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String CODE_RUNS = "/apis/agents.platform/v1/namespaces/cto/coderuns";

	private final FailingCluster rest = FailingCluster.start();

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
			1000);

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final Map<String, ObjectNode> codeRuns = new ConcurrentHashMap<>();

	private final Set<OutputStream> watchers = ConcurrentHashMap.newKeySet();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger version = new AtomicInteger();

	HostileCluster() throws IOException {
		this.server.createContext("/", this::answer);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.start();
	}

	String kubeconfig() {
		return this.rest.kubeconfig()
			.replaceAll("server: \"[^\"]*\"", "server: \"http://127.0.0.1:" + this.server.getAddress().getPort() + '"');
	}

	/**
	 * Adds a pod that has crashed.
	 * @param name its name, in the namespace {@code shop}
	 * @return the object, which may be changed as long as nobody has asked for it
	 */
	ObjectNode pod(String name) {
		ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
		pod.putObject("metadata")
			.put("name", name)
			.put("namespace", "shop")
			.put("uid", "uid-of-" + name)
			.put("creationTimestamp", "2026-01-05T10:00:00Z")
			.putObject("labels")
			.put("app", name);
		pod.putObject("spec").putArray("containers").addObject().put("name", "app").put("image", "shop/web:1");
		ObjectNode status = pod.putObject("status").put("phase", "Running");
		ObjectNode container = status.putArray("containerStatuses")
			.addObject()
			.put("name", "app")
			.put("restartCount", 3)
			.put("ready", false)
			.put("image", "shop/web:1");
		container.putObject("state").putObject("waiting").put("reason", "CrashLoopBackOff");
		container.putObject("lastState")
			.putObject("terminated")
			.put("exitCode", 1)
			.put("reason", "Error")
			.put("startedAt", "2026-01-05T10:00:01Z")
			.put("finishedAt", "2026-01-05T10:00:02Z");
		String path = "/api/v1/namespaces/shop/pods/" + name;
		this.answers.put(path, (exchange) -> send(exchange, 200, JSON.writeValueAsBytes(pod)));
		log(name, "Starting\nTraceback (most recent call last):\n  File \"/app/main.py\", line 7, in run\n    go()\n"
				+ "ValueError: order 17\n");
		events(name, JSON.createArrayNode());
		return pod;
	}

	void log(String pod, String text) {
		stream(pod, (out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
	}

	void stream(String pod, Body body) {
		this.answers.put("/api/v1/namespaces/shop/pods/" + pod + "/log", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			body.write(exchange.getResponseBody());
		});
	}

	void answer(String path, Answer answer) {
		this.answers.put(path, answer);
	}

	void events(String pod, ArrayNode items) {
		ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "EventList");
		list.putObject("metadata").put("resourceVersion", "1");
		list.set("items", items);
		byte[] body = JSON.writeValueAsBytes(list);
		this.answers.put("events of " + pod, (exchange) -> send(exchange, 200, body));
	}

	void eventStream(String pod, Body body) {
		this.answers.put("events of " + pod, (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			body.write(exchange.getResponseBody());
		});
	}

	static ObjectNode event(String pod, String message) {
		ObjectNode event = JSON.createObjectNode().put("type", "Warning").put("reason", "BackOff");
		event.put("message", message).put("count", 1).put("lastTimestamp", "2026-01-05T10:00:03Z");
		event.putObject("metadata").put("name", pod + ".1").put("namespace", "shop");
		event.putObject("involvedObject")
			.put("kind", "Pod")
			.put("namespace", "shop")
			.put("name", pod)
			.put("uid", "uid-of-" + pod);
		return event;
	}

	Map<String, ObjectNode> codeRuns() {
		return this.codeRuns;
	}

	/**
	 * Lets an agent, or whoever may write CodeRuns, change one.
	 * @param name its name
	 * @param change the change
	 */
	void change(String name, Change change) {
		ObjectNode run = this.codeRuns.get(name);
		change.make(run);
		run.withObject("/metadata").put("resourceVersion", String.valueOf(this.version.incrementAndGet()));
		tell("MODIFIED", run);
	}

	void plant(ObjectNode run) {
		this.codeRuns.put(run.at("/metadata/name").asString(), run);
		tell("ADDED", run);
	}

	/**
	 * Returns what Heal has asked for.
	 * @return the paths and queries, as they came
	 */
	Set<String> asked() {
		return this.asked;
	}

	/**
	 * Returns what Heal has written to the cluster.
	 * @return the bodies
	 */
	List<String> told() {
		return List.copyOf(this.told);
	}

	private void tell(String type, ObjectNode run) {
		byte[] line = (JSON.createObjectNode().put("type", type).set("object", run).toString() + "\n")
			.getBytes(StandardCharsets.UTF_8);
		this.watchers.removeIf((out) -> {
			try {
				out.write(line);
				out.flush();
				return false;
			}
			catch (IOException ex) {
				return true;
			}
		});
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getRawPath();
			String query = String.valueOf(exchange.getRequestURI().getRawQuery());
			this.asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			byte[] body = exchange.getRequestBody().readAllBytes();
			if (body.length > 0) {
				this.told.add(new String(body, StandardCharsets.UTF_8));
			}
			if (query.contains("watch=true")) {
				watch(exchange, path);
			}
			else if (path.startsWith(CODE_RUNS)) {
				codeRuns(exchange, path, body);
			}
			else {
				find(exchange, path, query).answer(exchange, body, this);
			}
		}
	}

	private Found find(HttpExchange exchange, String path, String query) {
		if (!exchange.getRequestMethod().equals("GET")) {
			return HostileCluster::forward;
		}
		Answer own = this.answers.get(path.endsWith("/events")
				? "events of " + query.replaceAll(".*involvedObject.name(?:%3D|=)([a-z0-9.-]+).*", "$1") : path);
		return (own != null) ? (asked, _, _) -> own.give(asked) : HostileCluster::forward;
	}

	// a client asks for a WebSocket first, and then for a plain stream
	private void watch(HttpExchange exchange, String path) throws IOException {
		if (exchange.getRequestHeaders().containsKey("Upgrade")) {
			exchange.sendResponseHeaders(200, -1);
			return;
		}
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, 0);
		exchange.getResponseBody().flush();
		if (path.contains("coderuns")) {
			this.watchers.add(exchange.getResponseBody());
		}
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void codeRuns(HttpExchange exchange, String path, byte[] body) throws IOException {
		String name = path.substring(Math.min(path.length(), CODE_RUNS.length() + 1));
		switch (exchange.getRequestMethod()) {
			case "POST" -> {
				ObjectNode run = (ObjectNode) JSON.readTree(body);
				run.withObject("/metadata")
					.put("namespace", "cto")
					.put("uid", "run-" + this.codeRuns.size())
					.put("creationTimestamp", Instant.now().toString())
					.put("resourceVersion", String.valueOf(this.version.incrementAndGet()));
				boolean isNew = this.codeRuns.putIfAbsent(run.at("/metadata/name").asString(), run) == null;
				send(exchange, isNew ? 201 : 409, isNew ? JSON.writeValueAsBytes(run) : status("AlreadyExists", 409));
				if (isNew) {
					tell("ADDED", run);
				}
			}
			case "DELETE" -> {
				ObjectNode run = this.codeRuns.remove(name);
				send(exchange, (run != null) ? 200 : 404,
						(run != null) ? JSON.writeValueAsBytes(run) : status("NotFound", 404));
				if (run != null) {
					tell("DELETED", run);
				}
			}
			default -> {
				JsonNode found = name.isEmpty() ? list() : this.codeRuns.get(name);
				send(exchange, (found != null) ? 200 : 404,
						(found != null) ? JSON.writeValueAsBytes(found) : status("NotFound", 404));
			}
		}
	}

	private ObjectNode list() {
		ObjectNode list = JSON.createObjectNode().put("apiVersion", "agents.platform/v1").put("kind", "CodeRunList");
		list.putObject("metadata").put("resourceVersion", String.valueOf(this.version.get()));
		list.putArray("items").addAll(this.codeRuns.values());
		return list;
	}

	private static byte[] status(String reason, int code) {
		return JSON.writeValueAsBytes(JSON.createObjectNode()
			.put("kind", "Status")
			.put("apiVersion", "v1")
			.put("status", "Failure")
			.put("reason", reason)
			.put("message", reason)
			.put("code", code));
	}

	private static void forward(HttpExchange exchange, byte[] body, HostileCluster cluster) throws IOException {
		URI uri = URI.create("http://localhost:" + cluster.rest.port() + exchange.getRequestURI());
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
		String method = exchange.getRequestMethod();
		if (method.equals("PATCH")) {
			send(exchange, 200, body);
			return;
		}
		connection.setRequestMethod(method);
		String type = exchange.getRequestHeaders().getFirst("Content-Type");
		if (body.length > 0) {
			connection.setRequestProperty("Content-Type", (type != null) ? type : "application/json");
			connection.setDoOutput(true);
			connection.getOutputStream().write(body);
		}
		int code = connection.getResponseCode();
		try (InputStream in = (code < 400) ? connection.getInputStream() : connection.getErrorStream()) {
			send(exchange, code, (in != null) ? in.readAllBytes() : new byte[0]);
		}
	}

	static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(code, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
		this.rest.close();
	}

	/**
	 * Writes a body, for as long as it likes.
	 */
	@FunctionalInterface
	interface Body {

		void write(OutputStream out) throws IOException;

	}

	/**
	 * Answers a request.
	 */
	@FunctionalInterface
	interface Answer {

		void give(HttpExchange exchange) throws IOException;

	}

	/**
	 * Changes a CodeRun.
	 */
	@FunctionalInterface
	interface Change {

		void make(ObjectNode run);

	}

	/**
	 * Whoever answers a request.
	 */
	@FunctionalInterface
	private interface Found {

		void answer(HttpExchange exchange, byte[] body, HostileCluster cluster) throws IOException;

	}

}
