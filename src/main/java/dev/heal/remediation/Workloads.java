package dev.heal.remediation;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.heal.remediation.Situation.Pods;
import dev.heal.remediation.Situation.Revision;

/**
 * Watches how the workloads of failures are.
 */
@Component
class Workloads {

	private static final Logger logger = LoggerFactory.getLogger(Workloads.class);

	private final KubernetesClient client;

	private final RemediationProperties properties;

	private final Clock clock;

	Workloads(KubernetesClient client, RemediationProperties properties, Clock clock) {
		this.client = client;
		this.properties = properties;
		this.clock = clock;
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
			logger.atWarn()
				.addKeyValue("namespace", failure.namespace())
				.addKeyValue("pod", failure.pod())
				.log("Could not look at the workload: {}", ex.getMessage());
			return Observation.unknown();
		}
	}

	private Observation observe(Failure failure, Workload workload) {
		GenericKubernetesResource object = this.client.genericKubernetesResources(workload.context())
			.inNamespace(failure.namespace())
			.withName(workload.name())
			.get();
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
		Map<String, Object> selector = object.get("spec", "selector");
		if (selector == null) {
			return cronJobPods(namespace, workload);
		}
		LabelSelector labels = this.client.getKubernetesSerialization().convertValue(selector, LabelSelector.class);
		return alive(this.client.pods().inNamespace(namespace).withLabelSelector(labels).list().getItems());
	}

	private List<Pod> cronJobPods(String namespace, Workload workload) {
		return alive(this.client.pods().inNamespace(namespace).withLabel("job-name").list().getItems()).stream()
			.filter((pod) -> jobOf(pod).startsWith(workload.name() + "-"))
			.toList();
	}

	private static String jobOf(Pod pod) {
		return pod.getMetadata().getLabels().getOrDefault("job-name", "");
	}

	private static List<Pod> alive(List<Pod> pods) {
		return pods.stream()
			.filter((pod) -> pod.getMetadata().getDeletionTimestamp() == null)
			.sorted(Comparator.comparing((pod) -> pod.getMetadata().getCreationTimestamp()))
			.toList();
	}

	private Observation judge(Failure failure, List<Pod> pods) {
		String failed = failure.lastAttempt().map(Attempt::revision).orElse(null);
		List<Pod> others = pods.stream().filter((pod) -> !Objects.equals(revision(pod), failed)).toList();
		PodHealth health = new PodHealth(this.properties.healthyFor(), this.clock.instant());
		int restarts = pods.stream().mapToInt(PodHealth::restarts).sum();
		if (failed == null || others.isEmpty()) {
			return new Observation(health.of(pods), Revision.SAME, failed, restarts);
		}
		String name = revision(others.getLast());
		Pods judged = health.of(others);
		if (judged == Pods.HEALTHY && others.size() < pods.size()) {
			return new Observation(health.of(pods), Revision.SAME, failed, restarts);
		}
		return new Observation(judged, former(failure, name) ? Revision.FORMER : Revision.NEW, name, restarts);
	}

	private boolean former(Failure failure, @Nullable String revision) {
		Workload workload = failure.workload();
		if (workload == null || !workload.kind().equals("Deployment")) {
			return false;
		}
		Instant began = failure.lastAttempt().map(Attempt::startedAt).orElse(Instant.MIN);
		return Optional
			.ofNullable((HasMetadata) this.client.apps()
				.replicaSets()
				.inNamespace(failure.namespace())
				.withName(workload.name() + "-" + revision)
				.get())
			.map((set) -> Instant.parse(set.getMetadata().getCreationTimestamp()).isBefore(began))
			.orElse(false);
	}

	private static @Nullable String revision(Pod pod) {
		Map<String, String> labels = pod.getMetadata().getLabels();
		return Targets.revision((labels != null) ? labels : Map.of(), pod.getMetadata().getUid());
	}

}
