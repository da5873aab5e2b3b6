package dev.heal.cluster;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/**
 * Plays the controller that runs agents: it sets the status of CodeRuns when a test says
 * so, and remembers every CodeRun that there ever was.
 */
class AgentController implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {

	private static final ResourceDefinitionContext CODE_RUN = new ResourceDefinitionContext.Builder()
		.withGroup("agents.platform")
		.withVersion("v1")
		.withKind("CodeRun")
		.withPlural("coderuns")
		.withNamespaced(true)
		.build();

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	private final KubernetesClient client;

	private final String namespace;

	private final SharedIndexInformer<GenericKubernetesResource> informer;

	AgentController(KubernetesClient client, String namespace) {
		this.client = client;
		this.namespace = namespace;
		this.informer = client.genericKubernetesResources(CODE_RUN).inNamespace(namespace).inform(this);
	}

	/**
	 * Returns the CodeRuns of a failure's pods, the deleted ones too.
	 * @param pods the beginning of the pods' names
	 * @return UIDs
	 */
	List<String> seen(String pods) {
		return this.seen.stream().filter((run) -> run.startsWith(pods)).toList();
	}

	GenericKubernetesResource run(String name) {
		return this.client.genericKubernetesResources(CODE_RUN).inNamespace(this.namespace).withName(name).get();
	}

	/**
	 * Sets the status of a CodeRun.
	 * @param name its name
	 * @param phase its phase
	 * @param pullRequest the pull request that its agent opened, empty for none
	 * @return the status
	 */
	Map<String, Object> set(String name, String phase, String pullRequest) {
		Map<String, Object> status = new HashMap<>(Map.of("phase", phase, "message", "agent is " + phase, "lastUpdate",
				Instant.now().toString(), "conditions", List.of(Map.of("type", phase, "status", "True"))));
		if (!pullRequest.isEmpty()) {
			status.put("pullRequestUrl", pullRequest);
		}
		String patch = this.client.getKubernetesSerialization().asJson(Map.of("status", status));
		this.client.genericKubernetesResources(CODE_RUN)
			.inNamespace(this.namespace)
			.withName(name)
			.subresource("status")
			.patch(PatchContext.of(PatchType.JSON_MERGE), patch);
		return status;
	}

	@Override
	public void onAdd(GenericKubernetesResource run) {
		this.seen.add(run.getMetadata().getLabels().get("target-pod") + " " + run.getMetadata().getUid());
	}

	@Override
	public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource run) {
	}

	@Override
	public void onDelete(GenericKubernetesResource run, boolean unknown) {
	}

	@Override
	public void close() {
		this.informer.close();
	}

}
