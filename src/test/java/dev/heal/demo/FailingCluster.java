package dev.heal.demo;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;

/**
 * The cluster of the demo by itself, for tests of what has no application context yet.
 */
public final class FailingCluster implements AutoCloseable {

	/**
	 * The settings that a CodeRun cannot do without.
	 */
	public static final Map<String, String> SETTINGS = DemoApplication.REMEDIATION;

	private final KubernetesMockServer server;

	private FailingCluster(KubernetesMockServer server) {
		this.server = server;
	}

	/**
	 * Starts it.
	 * @return the cluster
	 */
	public static FailingCluster start() {
		List<DemoPod> pods = DemoPod.all();
		KubernetesMockServer server = DemoDispatcher.server(pods);
		server.init();
		DemoCluster.fill(server, pods);
		return new FailingCluster(server);
	}

	/**
	 * Returns the port of its API server.
	 * @return the port, on the loopback interface
	 */
	public int port() {
		return this.server.getPort();
	}

	/**
	 * Returns the kubeconfig that leads to it.
	 * @return the file's content
	 */
	public String kubeconfig() {
		return kubeconfig(this.server);
	}

	static String kubeconfig(KubernetesMockServer server) {
		return """
				apiVersion: v1
				kind: Config
				current-context: demo
				clusters: [{name: demo, cluster: {server: "http://%s:%d"}}]
				users: [{name: demo, user: {}}]
				contexts: [{name: demo, context: {cluster: demo, user: demo, namespace: cto}}]
				""".formatted(server.getHostName(), server.getPort());
	}

	/**
	 * Returns the names of the CodeRuns that were created.
	 * @return the names
	 */
	public List<String> codeRuns() {
		try (NamespacedKubernetesClient client = this.server.createClient()) {
			return client.genericKubernetesResources("agents.platform/v1", "CodeRun")
				.inAnyNamespace()
				.list()
				.getItems()
				.stream()
				.map((run) -> run.getMetadata().getName())
				.toList();
		}
	}

	@Override
	public void close() {
		this.server.destroy();
	}

}
