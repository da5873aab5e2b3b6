package dev.heal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A failed pod that was recorded: its object, its events, and the log of its crash.
 *
 * @param namespace its namespace
 * @param name its name
 * @param container its container
 * @param pod the object
 * @param events its events
 * @param log its log, empty when it never started
 */
record DemoPod(String namespace, String name, String container, String pod, String events, Optional<Path> log) {

	private static final Path CORPUS = Path.of("src/test/resources/dev/heal/analysis/corpus");

	static List<DemoPod> all() {
		return Stream
			.of("java-01-npe-executor", "python-21-fastapi-settings", "node-11-resize-oomkilled",
					"pod-02-image-unauthorized", "go-08-db-refused-fatal")
			.map((recorded) -> recorded(CORPUS.resolve(recorded)))
			.toList();
	}

	private static DemoPod recorded(Path folder) {
		try {
			String pod = Files.readString(folder.resolve("pod.json"));
			JsonNode object = JsonMapper.shared().readTree(pod);
			return new DemoPod(object.at("/metadata/namespace").asString(), object.at("/metadata/name").asString(),
					object.at("/spec/containers/0/name").asString(), pod,
					Files.readString(folder.resolve("events.json")),
					Stream.of("current.log", "current.log.gz").map(folder::resolve).filter(Files::exists).findFirst());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Makes the ReplicaSet and the Deployment that the pod says it belongs to.
	 * @param client a client of the cluster
	 */
	void createOwners(KubernetesClient client) {
		Pod failed = client.getKubernetesSerialization().unmarshal(this.pod, Pod.class);
		Map<String, String> labels = failed.getMetadata().getLabels();
		String set = failed.getMetadata().getOwnerReferences().getFirst().getName();
		String deployment = set.substring(0, set.lastIndexOf('-'));
		client
			.resource(new DeploymentBuilder().withNewMetadata()
				.withNamespace(this.namespace)
				.withName(deployment)
				.endMetadata()
				.withNewSpec()
				.withReplicas(1)
				.withNewSelector()
				.withMatchLabels(labels)
				.endSelector()
				.endSpec()
				.build())
			.create();
		client
			.resource(new ReplicaSetBuilder().withNewMetadata()
				.withNamespace(this.namespace)
				.withName(set)
				.addNewOwnerReference()
				.withApiVersion("apps/v1")
				.withKind("Deployment")
				.withName(deployment)
				.withController(true)
				.endOwnerReference()
				.endMetadata()
				.build())
			.create();
	}

	boolean hasLabels(String selector) {
		JsonNode labels = JsonMapper.shared().readTree(this.pod).at("/metadata/labels");
		return selector.isEmpty() || Arrays.stream(selector.split(","))
			.map((pair) -> pair.split("=", 2))
			.allMatch((pair) -> pair.length == 2 && labels.path(pair[0]).asString("").equals(pair[1]));
	}

	String path() {
		return this.namespace + "/" + this.name;
	}

}
