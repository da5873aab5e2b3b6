package dev.heal.remediation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The pod that a remediation is for, as far as it is known.
 *
 * @param namespace its namespace
 * @param pod its name
 * @param labels its labels
 * @param annotations the annotations of the pod, its workload and its namespace, in this
 * order
 * @param owners its owners, the nearest first
 * @param workload what keeps the pod running, null for a bare pod
 * @param revision the revision of the workload that the pod belongs to, null when it does
 * not tell
 * @param restarts how often its containers were restarted
 */
record Target(String namespace, String pod, Map<String, String> labels, List<Map<String, String>> annotations,
		List<Workload> owners, @Nullable Workload workload, @Nullable String revision, int restarts) {

	Target {
		labels = Map.copyOf(labels);
		annotations = List.copyOf(annotations);
		owners = List.copyOf(owners);
	}

	Optional<String> label(String name) {
		return Optional.ofNullable(this.labels.get(name));
	}

	boolean matches(@Nullable String namespacePattern, Map<String, String> wanted) {
		return (namespacePattern == null || matches(namespacePattern))
				&& this.labels.entrySet().containsAll(wanted.entrySet());
	}

	private boolean matches(String pattern) {
		return pattern.endsWith("*") ? this.namespace.startsWith(pattern.substring(0, pattern.length() - 1))
				: this.namespace.equals(pattern);
	}

}
