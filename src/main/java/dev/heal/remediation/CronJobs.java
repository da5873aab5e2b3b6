package dev.heal.remediation;

import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Knows which pods a CronJob has: those of the Jobs that it owns. A Job never changes
 * hands, so that each one is asked about once.
 */
final class CronJobs {

	private static final String NOBODY = "";

	private final KubernetesClient client;

	private final Cache<String, String> owners = Caffeine.newBuilder().maximumSize(10_000).build();

	CronJobs(KubernetesClient client) {
		this.client = client;
	}

	boolean own(String cronJob, Pod pod) {
		return Targets.controller(pod)
			.filter((job) -> job.getKind().equals("Job"))
			.filter((job) -> cronJob.equals(owner(pod.getMetadata().getNamespace(), job)))
			.isPresent();
	}

	private String owner(String namespace, OwnerReference job) {
		String key = namespace + "/" + job.getName() + "/" + job.getUid();
		String known = this.owners.getIfPresent(key);
		if (known != null) {
			return known;
		}
		String owner = find(namespace, job);
		this.owners.put(key, owner);
		return owner;
	}

	private String find(String namespace, OwnerReference job) {
		Optional<GenericKubernetesResource> found = Optional
			.ofNullable(this.client.genericKubernetesResources(Targets.workload(job).context())
				.inNamespace(namespace)
				.withName(job.getName())
				.get());
		return found.flatMap(Targets::controller)
			.filter((owner) -> owner.getKind().equals("CronJob"))
			.map(OwnerReference::getName)
			.orElse(NOBODY);
	}

}
