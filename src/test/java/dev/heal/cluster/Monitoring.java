package dev.heal.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real kube-state-metrics, Prometheus and Alertmanager with the rules, the receiver and
 * the routes that the documentation gives, but for the address of Heal. They are started
 * by a script: {@code SCRIPT up RULES ALERTMANAGER_YAML [--without-honor-labels]}.
 */
final class Monitoring implements AutoCloseable {

	private static final String SCRIPT = System.getProperty("heal.test.monitoring", "");

	private final Path log;

	private Monitoring(Path log) {
		this.log = log;
	}

	static boolean isAvailable() {
		return !SCRIPT.isEmpty();
	}

	/**
	 * Starts it, and waits until it answers.
	 * @param folder where its configuration and log go
	 * @param heal the address of Heal
	 * @param honorLabels whether the metrics' own labels win over those of the target
	 * @return the monitoring
	 * @throws Exception if it cannot be started
	 */
	static Monitoring start(Path folder, String heal, boolean honorLabels) throws Exception {
		Path alertmanager = Alertmanager.configuration(folder, heal);
		Monitoring monitoring = new Monitoring(folder.resolve("monitoring.log"));
		List<String> arguments = new ArrayList<>(
				List.of("up", Path.of("docs/alertmanager/rules.yaml").toString(), alertmanager.toString()));
		if (!honorLabels) {
			arguments.add("--without-honor-labels");
		}
		monitoring.run(arguments);
		return monitoring;
	}

	private void run(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(SCRIPT));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
		if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(this.log));
		}
	}

	@Override
	public void close() throws IOException {
		try {
			run(List.of("down"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
