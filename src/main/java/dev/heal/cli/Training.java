package dev.heal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the commands that people wait for, against an API server of its own, while
 * the JVM records what is to be loaded ahead of time at the next start.
 */
public final class Training {

	private static final String POD = "web-7d9f8b6c5-x2k4p";

	private static final String NAMESPACE = "/api/v1/namespaces/shop/";

	private static final String PASSWORD = "training";

	private static final String LIST = "{\"kind\": \"List\", \"metadata\": {}, \"items\": [%s]}";

	private final Output output;

	private final Path folder;

	private Training(Output output, Path folder) {
		this.output = output;
		this.folder = folder;
	}

	public static void main(String[] args) throws Exception {
		PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
		Path folder = Files.createTempDirectory("heal");
		try {
			new Training(new Output(nowhere, new PrintWriter(nowhere, false, StandardCharsets.UTF_8)), folder).run();
		}
		finally {
			Files.walkFileTree(folder, new Deletion());
		}
	}

	private void run() throws IOException, GeneralSecurityException, InterruptedException {
		command("--version");
		command("--help");
		command("diagnose", "--help");
		analyze("text");
		analyze("json");
		analyze("markdown");
		HttpsServer server = server();
		try {
			System.setProperty("kubeconfig", kubeconfig(server.getAddress().getPort()).toString());
			command("diagnose", POD);
			command("diagnose", POD, "-o", "json");
			command("diagnose", "deploy/web", "-o", "yaml");
			command("diagnose", "-A", "-o", "wide");
		}
		finally {
			server.stop(0);
		}
	}

	private void command(String... arguments) {
		try (HealContext context = new HealContext(Training.class)) {
			CommandLineInterface.commandLine(new HealCommand(context, this.output), this.output).execute(arguments);
		}
	}

	private void analyze(String format) throws IOException {
		command("analyze", "--pod-file", file("pod.json"), "--events-file", file("events.json"), "--current-log",
				file("current.log"), "--format", format);
	}

	private String file(String name) throws IOException {
		return Files.writeString(this.folder.resolve(name), sample(name)).toString();
	}

	private static String sample(String name) throws IOException {
		try (InputStream in = Training.class.getResourceAsStream("training/" + name)) {
			return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private HttpsServer server() throws IOException, GeneralSecurityException, InterruptedException {
		Map<String, String> answers = Map.of(NAMESPACE + "pods/" + POD, sample("pod.json"), NAMESPACE + "events",
				sample("events.json"), NAMESPACE + "pods/" + POD + "/log", sample("current.log"), NAMESPACE + "pods",
				LIST.formatted(sample("pod.json")), "/api/v1/pods", LIST.formatted(sample("pod.json")),
				"/apis/apps/v1/namespaces/shop/deployments/web",
				"{\"metadata\": {\"name\": \"web\"}, \"spec\": {\"selector\": {\"matchLabels\": {\"app\": \"web\"}}}}");
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(certificate()));
		server.createContext("/", (exchange) -> answer(exchange,
				answers.getOrDefault(exchange.getRequestURI().getPath(), LIST.formatted(""))));
		server.start();
		return server;
	}

	private SSLContext certificate() throws IOException, GeneralSecurityException, InterruptedException {
		Path store = this.folder.resolve("keys.p12");
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "training", "-keyalg", "EC", "-dname",
				"CN=localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
		KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

	private static void answer(HttpExchange exchange, String body) throws IOException {
		try (exchange) {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	private Path kubeconfig(int port) throws IOException {
		return Files.writeString(this.folder.resolve("kubeconfig"), """
				apiVersion: v1
				kind: Config
				current-context: training
				clusters: [{name: training, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
				users: [{name: training, user: {token: none}}]
				contexts: [{name: training, context: {cluster: training, user: training, namespace: shop}}]
				""".formatted(port));
	}

	/**
	 * Leaves nothing behind.
	 */
	private static final class Deletion extends SimpleFileVisitor<Path> {

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
			Files.delete(file);
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
			Files.delete(folder);
			return FileVisitResult.CONTINUE;
		}

	}

}
