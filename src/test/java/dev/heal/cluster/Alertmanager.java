package dev.heal.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * A real Alertmanager with the receiver and the route that the documentation gives, but
 * for the address of Heal and the token, which nobody asks for on this machine.
 */
final class Alertmanager implements AutoCloseable {

	private static final String COMMAND = System.getProperty("heal.alertmanager", "prometheus-alertmanager");

	private static final String DOCUMENTED_TOKEN = "/etc/alertmanager/heal/alertmanager";

	private static final String DOCUMENTED_ADDRESS = "http://heal.heal.svc:8080";

	private final Process process;

	private final RestClient client;

	private Alertmanager(Process process, RestClient client) {
		this.process = process;
		this.client = client;
	}

	static boolean isInstalled() {
		try {
			return new ProcessBuilder(COMMAND, "--version").redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Starts it, and waits until it answers.
	 * @param folder where its configuration, data and log go
	 * @param heal the address of Heal
	 * @return the Alertmanager
	 * @throws IOException if it cannot be started
	 */
	static Alertmanager start(Path folder, String heal) throws IOException {
		Path configuration = configuration(folder, heal);
		String address = "127.0.0.1:" + freePort();
		Process process = new ProcessBuilder(COMMAND, "--config.file=" + configuration,
				"--storage.path=" + folder.resolve("data"), "--web.listen-address=" + address,
				"--cluster.listen-address=")
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("alertmanager.log").toFile())
			.start();
		Alertmanager alertmanager = new Alertmanager(process, RestClient.create("http://" + address));
		alertmanager.awaitReady();
		return alertmanager;
	}

	/**
	 * Writes the documented configuration.
	 * @param folder where to
	 * @param heal the address of Heal
	 * @return the file
	 * @throws IOException if it cannot be written
	 */
	static Path configuration(Path folder, String heal) throws IOException {
		String documented = Files.readString(Path.of("docs/alertmanager/alertmanager.yaml"));
		Path token = Files.writeString(folder.resolve("token"), "any");
		return Files.writeString(folder.resolve("alertmanager.yaml"),
				documented.replace(DOCUMENTED_ADDRESS, heal).replace(DOCUMENTED_TOKEN, token.toString()));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private void awaitReady() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> this.client.get()
				.uri("/-/ready")
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value() == 200);
	}

	/**
	 * Tells it of alerts, as Prometheus does.
	 * @param labels the labels of each
	 */
	void fire(List<Map<String, String>> labels) {
		this.client.post()
			.uri("/api/v2/alerts")
			.contentType(MediaType.APPLICATION_JSON)
			.body(labels.stream().map((alert) -> Map.of("labels", alert)).toList())
			.retrieve()
			.toBodilessEntity();
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
