package dev.heal.analysis.around;

import java.util.Arrays;
import java.util.List;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.objects.ClusterObjects;

/**
 * A host name that stands for a Service of the cluster.
 *
 * @param service the Service
 * @param namespace its namespace
 */
record ServiceName(String service, String namespace) {

	private static final Pattern LABEL = Pattern.compile("[a-z](?:[-a-z0-9]*[a-z0-9])?");

	private static final String SVC = "svc";

	/**
	 * Reads a host name.
	 * @param host the name
	 * @param namespace the namespace of who uses it
	 * @param objects the objects, which tell namespaces from domains
	 * @return the name, null when it stands for something else
	 */
	static @Nullable ServiceName of(String host, String namespace, ClusterObjects objects) {
		List<String> labels = Arrays.asList(host.split("\\."));
		int svc = labels.indexOf(SVC);
		if (labels.isEmpty() || !labels.stream().allMatch((label) -> LABEL.matches(label))) {
			return null;
		}
		if (svc >= 2) {
			return new ServiceName(labels.get(svc - 2), labels.get(svc - 1));
		}
		if (labels.size() == 1) {
			return host.equals("localhost") ? null : new ServiceName(host, namespace);
		}
		String last = labels.getLast();
		boolean ours = svc < 0 && objects.isNamespace(last) && labels.size() <= 3;
		return ours ? new ServiceName(labels.get(labels.size() - 2), last) : null;
	}

}
