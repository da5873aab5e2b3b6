package dev.heal.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window, driven by its DevTools protocol.
 */
final class Browser implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newHttpClient();

	private final AtomicInteger commands = new AtomicInteger();

	private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

	private final Path profile;

	private final Process process;

	private final WebSocket page;

	/**
	 * Starts it.
	 * @param command the command of Chromium
	 * @throws IOException if it does not start
	 */
	Browser(String command) throws IOException {
		this.profile = Files.createTempDirectory("browser");
		// whoever runs tests as root has no sandbox, and the pages are Heal's own
		this.process = new ProcessBuilder(command, "--headless=new", "--no-sandbox", "--disable-gpu",
				"--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0",
				"--user-data-dir=" + this.profile, "about:blank")
			.redirectErrorStream(true)
			.redirectOutput(this.profile.resolve("output").toFile())
			.start();
		this.page = this.http.newWebSocketBuilder()
			.buildAsync(URI.create(Awaitility.await().atMost(PATIENCE).until(this::address, (it) -> !it.isEmpty())),
					new Answers())
			.join();
		send("Page.enable", Map.of());
	}

	private String address() throws IOException, InterruptedException {
		Path port = this.profile.resolve("DevToolsActivePort");
		if (!Files.exists(port) || Files.readAllLines(port).isEmpty()) {
			return "";
		}
		URI list = URI.create("http://127.0.0.1:%s/json/list".formatted(Files.readAllLines(port).getFirst()));
		String targets = this.http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
			.body();
		return JSON.readTree(targets)
			.valueStream()
			.filter((target) -> target.path("type").asString("").equals("page"))
			.map((target) -> target.path("webSocketDebuggerUrl").asString(""))
			.findFirst()
			.orElse("");
	}

	/**
	 * Shows pages as a screen would.
	 * @param width its width, in CSS pixels
	 * @param height its height
	 * @param dark whether its owner likes it dark
	 */
	void screen(int width, int height, boolean dark) {
		send("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
		send("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	void open(String url) {
		send("Page.navigate", Map.of("url", url));
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> evaluate("location.href.split('#')[0] === '%s' && document.readyState === 'complete'"
				.formatted(url.replaceFirst("#.*", ""))).asBoolean());
	}

	/**
	 * Runs a script in the page.
	 * @param script an expression, which may be a promise
	 * @return its value
	 */
	JsonNode evaluate(String script) {
		JsonNode answer = send("Runtime.evaluate",
				Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
		if (answer.has("exceptionDetails")) {
			throw new IllegalStateException(answer.path("exceptionDetails").toString());
		}
		return answer.at("/result/value");
	}

	void pressTab() {
		Map<String, Object> key = Map.of("type", "keyDown", "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9);
		send("Input.dispatchKeyEvent", key);
		send("Input.dispatchKeyEvent",
				Map.of("type", "keyUp", "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
	}

	void screenshot(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, Base64.getDecoder()
			.decode(send("Page.captureScreenshot", Map.of("format", "png")).path("data").asString()));
	}

	private JsonNode send(String method, Map<String, ?> parameters) {
		int id = this.commands.incrementAndGet();
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.answers.put(id, answer);
		this.page.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
			.join();
		JsonNode given = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		if (given.has("error")) {
			throw new IllegalStateException(method + ": " + given.path("error"));
		}
		return given.path("result");
	}

	@Override
	public void close() throws IOException {
		this.page.abort();
		this.process.destroy();
		this.process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		this.http.close();
		FileSystemUtils.deleteRecursively(this.profile);
	}

	/**
	 * Puts the parts of each message together, and hands it to whoever waits for it.
	 */
	private final class Answers implements WebSocket.Listener {

		private final StringBuilder message = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.message.append(data);
			if (last) {
				JsonNode answer = JSON.readTree(this.message.toString());
				this.message.setLength(0);
				CompletableFuture<JsonNode> waiting = Browser.this.answers.remove(answer.path("id").asInt(0));
				if (waiting != null) {
					waiting.complete(answer);
				}
			}
			socket.request(1);
			return CompletableFuture.completedFuture(null);
		}

	}

}
