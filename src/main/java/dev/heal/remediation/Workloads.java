package dev.heal.remediation;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Situation.Pods;
import dev.heal.remediation.Situation.Revision;

/**
 * Watches how the workloads of failures are.
 */
@Component
class Workloads {

	private final KubernetesClient client;

	private final CronJobs cronJobs;

	private final RemediationProperties properties;

	private final Clock clock;

	private final Complaint complaint;

	Workloads(KubernetesClient client, RemediationProperties properties, Clock clock) {
		this.client = client;
		this.cronJobs = new CronJobs(client);
		this.properties = properties;
		this.clock = clock;
		this.complaint = new Complaint("Could not look at a workload (trying again)", clock);
	}

	/**
	 * Looks at the workload of a failure.
	 * @param failure the failure
	 * @return how it is now
	 */
	Observation observe(Failure failure) {
		try {
			Workload workload = failure.workload();
			return (workload != null) ? observe(failure, workload) : observe(failure, bare(failure));
		}
		catch (KubernetesClientException ex) {
			this.complaint
				.say("of pod %s in namespace %s: %s".formatted(failure.pod(), failure.namespace(), ex.getMessage()));
			return Observation.unknown();
		}
	}

	/**
	 * Keeps up with the pods of a namespace. Of each only what tells whose it is stays in
	 * memory.
	 * @param namespace the namespace
	 * @param handler is told of every change
	 * @return the informer, not yet started
	 */
	SharedIndexInformer<Pod> inform(String namespace, ResourceEventHandler<Pod> handler) {
		return this.client.pods()
			.inNamespace(namespace)
			.runnableInformer(0)
			.itemStore(new ReducedStateItemStore<>(ReducedStateItemStore.NAME_KEY_STATE, Pod.class,
					this.client.getKubernetesSerialization(), "metadata.labels", "metadata.ownerReferences"))
			.addEventHandler(handler);
	}

	/**
	 * Tells which pods a failure has.
	 * @param failure the failure
	 * @return what selects them, empty when it cannot be had now
	 */
	Optional<PodSelector> pods(Failure failure) {
		Workload workload = failure.workload();
		if (workload == null) {
			return Optional.of(PodSelector.named(failure.pod()));
		}
		try {
			return Optional.of(selector(find(failure, workload)).map(PodSelector::of)
				.orElseGet(
						() -> (pod) -> workload.kind().equals("CronJob") && this.cronJobs.own(workload.name(), pod)));
		}
		catch (KubernetesClientException ex) {
			return Optional.empty();
		}
	}

	private @Nullable GenericKubernetesResource find(Failure failure, Workload workload) {
		return this.client.genericKubernetesResources(workload.context())
			.inNamespace(failure.namespace())
			.withName(workload.name())
			.get();
	}

	private Optional<LabelSelector> selector(@Nullable GenericKubernetesResource object) {
		Map<String, Object> selector = (object != null) ? object.get("spec", "selector") : null;
		return Optional.ofNullable(selector)
			.map((labels) -> this.client.getKubernetesSerialization().convertValue(labels, LabelSelector.class));
	}

	private Observation observe(Failure failure, Workload workload) {
		GenericKubernetesResource object = find(failure, workload);
		if (object == null || Integer.valueOf(0).equals(object.get("spec", "replicas"))) {
			return Observation.gone();
		}
		return judge(failure, pods(failure.namespace(), workload, object));
	}

	private Observation observe(Failure failure, List<Pod> pods) {
		return pods.isEmpty() ? Observation.gone() : judge(failure, pods);
	}

	private List<Pod> bare(Failure failure) {
		Pod pod = this.client.pods().inNamespace(failure.namespace()).withName(failure.pod()).get();
		return (pod != null) ? List.of(pod) : List.of();
	}

	private List<Pod> pods(String namespace, Workload workload, GenericKubernetesResource object) {
		Optional<LabelSelector> labels = selector(object);
		if (labels.isEmpty()) {
			return cronJobPods(namespace, workload);
		}
		List<Pod> pods = alive(
				this.client.pods().inNamespace(namespace).withLabelSelector(labels.get()).list().getItems());
		return workload.kind().equals("Job") ? last(pods) : pods.stream().filter(Workloads::counts).toList();
	}

	private List<Pod> cronJobPods(String namespace, Workload workload) {
		return alive(this.client.pods().inNamespace(namespace).withLabel("job-name").list().getItems()).reversed()
			.stream()
			.filter((pod) -> this.cronJobs.own(workload.name(), pod))
			.limit(1)
			.toList();
	}

	// a pod that was evicted, or whose node was lost, is replaced and stays in the list
	private static boolean counts(Pod pod) {
		return !"Failed".equals(pod.getStatus().getPhase());
	}

	// the pods of a Job are one try after the other
	private static List<Pod> last(List<Pod> pods) {
		return pods.isEmpty() ? pods : List.of(pods.getLast());
	}

	private static List<Pod> alive(List<Pod> pods) {
		return pods.stream()
			.filter((pod) -> pod.getMetadata().getDeletionTimestamp() == null)
			.sorted(Comparator.comparing((pod) -> pod.getMetadata().getCreationTimestamp()))
			.toList();
	}

	private Observation judge(Failure failure, List<Pod> pods) {
		PodHealth health = new PodHealth(this.properties.healthyFor(), this.clock.instant());
		String failed = failure.lastAttempt().map(Attempt::revision).orElse(null);
		List<Pod> others = (failed != null) ? pods.stream().filter((pod) -> !Revisions.of(pod).equals(failed)).toList()
				: List.of();
		if (others.isEmpty() || (health.of(others) == Pods.HEALTHY && others.size() < pods.size())) {
			return observation(failure, health, pods, pods, Revision.SAME, failed);
		}
		String name = Revisions.of(others.getLast());
		Revision revision = former(failure, name, failed) ? Revision.FORMER : Revision.NEW;
		return observation(failure, health, others, pods, revision, name);
	}

	private static Observation observation(Failure failure, PodHealth health, List<Pod> judged, List<Pod> pods,
			Revision revision, @Nullable String name) {
		List<String> failing = judged.stream().filter(health::fails).map((pod) -> pod.getMetadata().getName()).toList();
		int restarts = pods.stream().mapToInt(PodHealth::restarts).sum();
		return new Observation(health.of(judged), revision, name, restarts,
				failing.contains(failure.pod()) ? failure.pod() : failing.stream().findFirst().orElse(null),
				judged.isEmpty() ? null : judged.getLast().getMetadata().getName());
	}

	// older than the one that failed
	private boolean former(Failure failure, String revision, @Nullable String failed) {
		Workload workload = failure.workload();
		if (workload == null || failed == null) {
			return false;
		}
		Instant began = made(failure, workload, failed)
			.orElseGet(() -> failure.lastAttempt().map(Attempt::startedAt).orElse(Instant.MIN));
		return made(failure, workload, revision).map((then) -> then.isBefore(began)).orElse(false);
	}

	private Optional<Instant> made(Failure failure, Workload workload, String revision) {
		return Optional.ofNullable(switch (workload.kind()) {
			case "Deployment" -> record(failure, "ReplicaSet", workload.name() + "-" + revision);
			case "StatefulSet" -> record(failure, "ControllerRevision", revision);
			case "DaemonSet" -> record(failure, "ControllerRevision", workload.name() + "-" + revision);
			default -> null;
		}).map((record) -> Instant.parse(record.getMetadata().getCreationTimestamp()));
	}

	private @Nullable HasMetadata record(Failure failure, String kind, String name) {
		return this.client.genericKubernetesResources(new Workload("apps/v1", kind, name).context())
			.inNamespace(failure.namespace())
			.withName(name)
			.get();
	}

}
