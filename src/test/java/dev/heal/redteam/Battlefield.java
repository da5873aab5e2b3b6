package dev.heal.redteam;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import dev.heal.demo.FailingCluster;
import dev.heal.process.HealProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Heal as the chart runs it, with what is around it: an API server that enemies write
 * to, a workspace that they share, and a folder that is none of Heal's business.
 */
final class Battlefield implements AutoCloseable {

	/**
	 * The heap that the chart's memory and the image's options make.
	 */
	static final String HEAP = "-Xmx499m";

	/**
	 * How long Heal may take to answer: a kubelet kills what has failed three times, ten
	 * seconds apart.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Pattern FORBIDDEN = Pattern.compile("(?i)/secrets|[.]{2}|%2e|%2f|/exec|/proxy|/configmaps");

	private final HostileCluster cluster = new HostileCluster();

	private final HealProcess heal;

	private final Wire wire;

	private final Path folder;

	private final Map<String, String> outside;

	private Pulse pulse;

	Battlefield(Path jar, Path folder, boolean withTokens) throws IOException {
		this.folder = folder;
		Files.createDirectories(folder.resolve("outside"));
		Files.writeString(folder.resolve("outside/secret.txt"), "SECRET-OF-THE-HOST\n");
		Files.writeString(folder.resolve("outside/A7-web.md"), "# SECRET-OF-THE-HOST\n");
		this.outside = look();
		int port = freePort();
		Map<String, String> properties = new HashMap<>(FailingCluster.SETTINGS);
		properties.put("heal.workspace.root", workspace().toString());
		properties.put("heal.state.dir", folder.resolve("state").toString());
		properties.put("heal.workspace.reserve", "1MB");
		properties.put("heal.remediation.max-active", "120");
		properties.put("heal.remediation.max-per-hour", "120");
		if (withTokens) {
			Path tokens = Files.writeString(folder.resolve("tokens"),
					"the-webhook webhook\nthe-reader read\nthe-operator operate\nthe-boss webhook,read,operate\n");
			Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
			properties.put("heal.security.tokens-file", tokens.toString());
		}
		Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), this.cluster.kubeconfig());
		this.heal = HealProcess.start(List.of("env", "KUBECONFIG=" + kubeconfig), jar, port,
				List.of(HEAP, "-XX:TieredStopAtLevel=4"), properties, log());
		this.wire = new Wire(port);
		awaitStart();
		this.pulse = new Pulse(port + 1);
	}

	private void awaitStart() {
		try {
			Awaitility.await().atMost(Duration.ofMinutes(10)).until(this.heal::isReady);
		}
		catch (ConditionTimeoutException ex) {
			this.heal.close();
			this.cluster.close();
			throw ex;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0)) {
			return free.getLocalPort();
		}
	}

	HostileCluster cluster() {
		return this.cluster;
	}

	Wire wire() {
		return this.wire;
	}

	Path workspace() {
		return this.folder.resolve("workspace");
	}

	Path outsideFolder() {
		return this.folder.resolve("outside");
	}

	Path log() {
		return this.folder.resolve("heal.log");
	}

	/**
	 * Lets a pod fail and waits for its report.
	 * @param pod its name
	 * @return the report
	 * @throws IOException if Heal cannot be called
	 */
	String report(String pod) throws IOException {
		alert(pod);
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> read(pod).status() == 200);
		return read(pod).body();
	}

	void alert(String pod) throws IOException {
		Wire.Answer answer = this.wire.put("POST /alerts/a7", "the-webhook", "application/json", webhook(pod));
		assertThat(answer.status()).as(answer.text()).isEqualTo(202);
	}

	static String webhook(String pod) {
		return """
				{"version": "4", "receiver": "heal", "status": "firing", "groupKey": "{}:{}", "truncatedAlerts": 0,
				 "alerts": [{"status": "firing", "fingerprint": "%016x", "startsAt": "2026-01-05T10:00:00Z",
				  "labels": {"alertname": "A7", "namespace": "shop", "pod": "%s"}, "annotations": {}}]}
				""".formatted(pod.hashCode(), pod);
	}

	Wire.Answer read(String pod) throws IOException {
		return this.wire.call("GET /alerts/a7/shop/" + pod, "the-reader", "Accept: text/markdown");
	}

	/**
	 * Fails where Heal has taken harm from what was done to it.
	 * @throws Exception if that cannot be told
	 */
	void assertIsUnharmed() throws Exception {
		this.heal.isReady();
		assertThat(this.wire.takeFailures()).as("answers of 5xx").isEmpty();
		assertThat(this.pulse.takeLongest()).as("time that health took to answer").isLessThan(PATIENCE);
		assertThat(look()).as("what is outside of the workspace").isEqualTo(this.outside);
		assertThat(this.cluster.asked()
			.stream()
			.map((request) -> request.replaceAll("\\?.*", ""))
			.distinct()
			.filter(FORBIDDEN.asPredicate())).as("requests to the API server").isEmpty();
	}

	private Map<String, String> look() throws IOException {
		Map<String, String> all = new TreeMap<>();
		try (Stream<Path> files = Files.walk(this.folder.resolve("outside"))) {
			for (Path file : files.toList()) {
				all.put(file.toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
			}
		}
		return all;
	}

	@Override
	public void close() {
		this.pulse.close();
		this.heal.close();
		this.cluster.close();
	}

}
