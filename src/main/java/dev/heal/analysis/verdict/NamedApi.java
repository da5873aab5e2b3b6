package dev.heal.analysis.verdict;

import java.util.Optional;
import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The kind of object that the API server does not know: one of a custom resource, or one
 * of a version that a newer cluster no longer serves.
 *
 * @param kind the kind
 * @param version its version, with the group where it is told, empty when it is not
 */
record NamedApi(String kind, String version) {

	private static final Pattern KIND = Pattern
		.compile("kind \\\\?\"([A-Za-z]+)\\\\?\" in (?:version|group) \\\\?\"([\\w./-]+)\\\\?\"");

	private static final Pattern TYPE = Pattern.compile("\\*(v\\d\\w*)\\.([A-Z]\\w+)");

	private static final Pattern KIND_ALONE = Pattern
		.compile("\\bkind[\"':= ]+\\\\?\"?([A-Z][A-Za-z]+)(?:\\.([a-z0-9.-]+))?");

	private static final Pattern BETA = Pattern.compile("(?:^|/)v\\d+(?:alpha|beta)\\d+$|^extensions/");

	private static final Set<String> GROUPS = Set.of("apps", "batch", "policy", "extensions", "autoscaling");

	private static final Set<String> KINDS = Set.of("CronJob", "Job", "PodDisruptionBudget", "PodSecurityPolicy",
			"Ingress", "IngressClass", "NetworkPolicy", "HorizontalPodAutoscaler", "EndpointSlice", "FlowSchema",
			"PriorityLevelConfiguration", "CSIStorageCapacity", "CSIDriver", "CSINode", "StorageClass",
			"VolumeAttachment", "RuntimeClass", "PriorityClass", "MutatingWebhookConfiguration",
			"ValidatingWebhookConfiguration", "CustomResourceDefinition", "APIService", "Lease", "Role", "RoleBinding",
			"ClusterRole", "ClusterRoleBinding", "Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "Event",
			"CertificateSigningRequest");

	static Optional<NamedApi> of(LogFinding finding) {
		String text = finding.statement() + "\n" + finding.excerpt().text();
		Matcher kind = KIND.matcher(text);
		if (kind.find()) {
			return Optional.of(new NamedApi(kind.group(1), kind.group(2)));
		}
		Matcher type = TYPE.matcher(text);
		if (type.find()) {
			return Optional.of(new NamedApi(type.group(2), type.group(1)));
		}
		Matcher alone = KIND_ALONE.matcher(text);
		return alone.find() ? Optional.of(new NamedApi(alone.group(1), (alone.group(2) != null) ? alone.group(2) : ""))
				: Optional.empty();
	}

	/**
	 * Whether Kubernetes itself has the kind, so that only its version can be gone.
	 * @return whether it does
	 */
	boolean isBuiltIn() {
		int slash = this.version.indexOf('/');
		String group = (slash > 0) ? this.version.substring(0, slash) : "";
		boolean known = GROUPS.contains(group) || group.endsWith(".k8s.io");
		return KINDS.contains(this.kind) && ((slash > 0) ? known : BETA.matcher(this.version).find());
	}

	@Override
	public String toString() {
		return this.version.isEmpty() ? this.kind : this.version + (this.version.contains("/") ? " " : ".") + this.kind;
	}

}
