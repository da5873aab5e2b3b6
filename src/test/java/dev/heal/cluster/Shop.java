package dev.heal.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;

/**
 * A Deployment of one pod in a namespace of its own, which crashes or is well as its
 * arguments say.
 *
 * @param client the client of the cluster
 * @param namespace the namespace
 */
record Shop(KubernetesClient client, String namespace) {

	private static final String IMAGE = System.getProperty("heal.test.image", "lab/crash:1");

	private static final Map<String, String> LABELS = Map.of("app", "shop");

	static Shop open(KubernetesClient client, String namespace) {
		client.resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		return new Shop(client, namespace);
	}

	/**
	 * Rolls out the next revision.
	 * @param arguments what its container does, such as {@code panic} or {@code pause}
	 */
	void deploy(String... arguments) {
		this.client
			.resource(new DeploymentBuilder().withNewMetadata()
				.withName("shop")
				.withNamespace(this.namespace)
				.endMetadata()
				.withNewSpec()
				.withNewSelector()
				.withMatchLabels(LABELS)
				.endSelector()
				.withNewTemplate()
				.withNewMetadata()
				.withLabels(LABELS)
				.endMetadata()
				.withNewSpec()
				.withTerminationGracePeriodSeconds(1L)
				.addNewContainer()
				.withName("crash")
				.withImage(IMAGE)
				.withArgs(arguments)
				.endContainer()
				.endSpec()
				.endTemplate()
				.endSpec()
				.build())
			.createOr((present) -> present.update());
	}

	/**
	 * Waits for a crash.
	 * @return the name of the pod that was restarted
	 */
	String crashed() {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.until(this::restarted, (pods) -> !pods.isEmpty())
			.getFirst();
	}

	private List<String> restarted() {
		return this.client.pods()
			.inNamespace(this.namespace)
			.withLabels(LABELS)
			.list()
			.getItems()
			.stream()
			.filter((pod) -> pod.getStatus()
				.getContainerStatuses()
				.stream()
				.anyMatch((status) -> status.getRestartCount() > 0))
			.map((pod) -> pod.getMetadata().getName())
			.toList();
	}

	void close() {
		this.client.namespaces().withName(this.namespace).delete();
	}

}
