package dev.heal.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/**
 * Plays the platform's controller: starts a pod for each CodeRun, with the claim that the
 * field's controllers mount, the task as a file, and the variables as they set them; says
 * in the status how the pod ended; and rolls out what an agent has mended, as a pipeline
 * does with its pull request.
 */
final class AgentPods implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {

	private static final String CODE_RUN = "agents.platform/v1";

	private static final String IMAGE = System.getProperty("heal.test.agent-image", "lab/busybox:1");

	/**
	 * Reads what Heal hands over, ticks what it did, and writes a report of its own where
	 * it can; the last message is what the status gets.
	 */
	private static final String AGENT = """
			set -e
			if [ -r "$HEAL_ISSUE_FILE" ]; then
			  grep -q '^# Pod Failure: ' "$HEAL_ISSUE_FILE"
			  grep -q panic "$HEAL_LOG_FILE"
			  sed -i 's/^- \\[ \\] `test`/- [x] `test`/' "$HEAL_ACCEPTANCE_FILE"
			  grep -q '^- \\[x\\] `test`' "$HEAL_ACCEPTANCE_FILE"
			  printf '# Mended: %s\\n\\nThe index is checked now.\\n' "$HEAL_POD" > "$HEAL_ISSUE_FILE"
			  echo "read the volume; commit 1f0c2b3d4e5f; see https://git.example.com/shop/platform/pull/7" > /dev/termination-log
			else
			  grep -q '^# Pod Failure: ' /task/prompt.md
			  grep -q 'The end of current.log' /task/prompt.md
			  grep -q '^- \\[ \\] `test`' /task/acceptance.md
			  printf -- '- [x] `test`\\nread the prompt; see https://git.example.com/shop/platform/pull/7' > /dev/termination-log
			fi
			""";

	private final KubernetesClient client;

	private final String namespace;

	private final boolean isNewer;

	private final Runnable rollOut;

	private final SharedIndexInformer<GenericKubernetesResource> informer;

	AgentPods(KubernetesClient client, String namespace, boolean isNewer, Runnable rollOut) {
		this.client = client;
		this.namespace = namespace;
		this.isNewer = isNewer;
		this.rollOut = rollOut;
		this.informer = client.genericKubernetesResources(CODE_RUN, "CodeRun").inNamespace(namespace).inform(this);
	}

	@Override
	public void onAdd(GenericKubernetesResource run) {
		Thread.ofVirtual().start(() -> work(run));
	}

	private void work(GenericKubernetesResource run) {
		String name = run.getMetadata().getName();
		this.client
			.resource(new ConfigMapBuilder().withNewMetadata()
				.withName(name)
				.withNamespace(this.namespace)
				.endMetadata()
				.addToData("prompt.md", text(run, "promptModification"))
				.addToData("acceptance.md", text(run, "acceptanceCriteria"))
				.build())
			.create();
		this.client.resource(pod(run)).create();
		status(name, "Running", "the agent is at work");
		Pod ended = this.client.pods()
			.inNamespace(this.namespace)
			.withName(name)
			.waitUntilCondition(AgentPods::hasEnded, 3, TimeUnit.MINUTES);
		String message = ended.getStatus().getContainerStatuses().getFirst().getState().getTerminated().getMessage();
		status(name, ended.getStatus().getPhase(), String.valueOf(message));
		if (ended.getStatus().getPhase().equals("Succeeded")) {
			this.rollOut.run();
		}
	}

	private static boolean hasEnded(Pod pod) {
		return pod != null && List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
	}

	private static String text(GenericKubernetesResource run, String field) {
		String text = run.get("spec", field);
		return (text != null) ? text : "";
	}

	private Pod pod(GenericKubernetesResource run) {
		String name = run.getMetadata().getName();
		return new PodBuilder().withNewMetadata()
			.withName(name)
			.withNamespace(this.namespace)
			.addToLabels("agents.platform/coderun", name)
			.endMetadata()
			.withNewSpec()
			.withRestartPolicy("Never")
			.addNewContainer()
			.withName("agent")
			.withImage(IMAGE)
			.withCommand("sh", "-c", AGENT)
			.withEnv(variables(run))
			.addNewVolumeMount()
			.withName("workspace")
			.withMountPath("/workspace")
			.endVolumeMount()
			.addNewVolumeMount()
			.withName("task")
			.withMountPath("/task")
			.endVolumeMount()
			.endContainer()
			.addNewVolume()
			.withName("workspace")
			.withNewPersistentVolumeClaim(claim(run), false)
			.endVolume()
			.addNewVolume()
			.withName("task")
			.withNewConfigMap()
			.withName(name)
			.endConfigMap()
			.endVolume()
			.endSpec()
			.build();
	}

	private static List<EnvVar> variables(GenericKubernetesResource run) {
		Map<String, String> given = run.get("spec", "env");
		Map<String, String> variables = new HashMap<>(given);
		Object taskId = run.get("spec", "taskId");
		variables.put("TASK_ID", String.valueOf(taskId));
		variables.put("CODERUN_NAME", run.getMetadata().getName());
		return variables.entrySet()
			.stream()
			.map((entry) -> new EnvVar(entry.getKey(), entry.getValue(), null))
			.toList();
	}

	private String claim(GenericKubernetesResource run) {
		String template = run.get("spec", "cliConfig", "settings", "template");
		String service = run.get("spec", "service");
		if (this.isNewer) {
			return (template.startsWith("healer/") || service.contains("healer")) ? "healer-workspace"
					: "workspace-" + service;
		}
		return template.startsWith("heal/") ? "heal-workspace" : "workspace-" + service;
	}

	private void status(String name, String phase, String message) {
		String patch = this.client.getKubernetesSerialization()
			.asJson(Map.of("status", Map.of("phase", phase, "message", message)));
		this.client.genericKubernetesResources(CODE_RUN, "CodeRun")
			.inNamespace(this.namespace)
			.withName(name)
			.subresource("status")
			.patch(PatchContext.of(PatchType.JSON_MERGE), patch);
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
