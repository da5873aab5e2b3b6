package dev.heal.evidence;

import org.jspecify.annotations.Nullable;

import dev.heal.names.ContainerName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * Whose evidence to collect, and how much of it.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param container the only container whose logs are wanted, null for all
 * @param tail the last lines of each container's log, 0 for all, null for
 * {@code heal.evidence.tail}
 */
public record EvidenceRequest(String namespace, String pod, @Nullable String container, @Nullable Integer tail) {

	public EvidenceRequest {
		namespace = new NamespaceName(namespace).value();
		pod = new PodName(pod).value();
		container = (container != null) ? new ContainerName(container).value() : null;
	}

	public static EvidenceRequest of(String namespace, String pod) {
		return new EvidenceRequest(namespace, pod, null, null);
	}

	EvidenceRequest orDefault(int tail) {
		return (this.tail != null) ? this : new EvidenceRequest(this.namespace, this.pod, this.container, tail);
	}

	int tailOrAll() {
		return (this.tail != null) ? this.tail : 0;
	}

}
