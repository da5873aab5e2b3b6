package dev.heal.report;

import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.WorkloadName;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;

/**
 * The workload that fails, as kubectl names it.
 *
 * @param namespace its namespace
 * @param kind its kind, such as {@code Deployment}
 * @param name its name
 * @param container the container that failed, empty when none is known
 * @param revision the revision that failed, empty when the pod does not tell
 */
record FailedObject(String namespace, String kind, String name, String container, String revision) {

	private static final List<String> KINDS = List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job",
			"CronJob", "HorizontalPodAutoscaler", "PersistentVolumeClaim", "PodDisruptionBudget", "Service");

	static FailedObject of(Evidence evidence, Analysis analysis) {
		String pod = evidence.manifest().pod();
		boolean isWorkload = evidence.manifest().file(Kind.OBJECT).isPresent();
		String workload = isWorkload ? titled(evidence.manifest().title()) : WorkloadName.of(evidence.pod(), pod);
		// whoever creates a pod names its owners as they like, and this goes into
		// commands
		String plain = workload.matches("[A-Za-z]+/[a-z0-9.-]+") ? workload : "Pod/" + pod;
		int slash = plain.indexOf('/');
		JsonNode labels = evidence.pod().at("/metadata/labels");
		String revision = labels.path("pod-template-hash")
			.asString(labels.path("controller-revision-hash").asString(""));
		String container = String.valueOf(analysis.container());
		return new FailedObject(evidence.manifest().namespace(), plain.substring(0, slash), plain.substring(slash + 1),
				(analysis.container() != null && container.matches("[a-z0-9-]+")) ? container : "", revision);
	}

	/**
	 * Returns a workload with its kind as Kubernetes writes it.
	 * @param title such as {@code deployment/web}
	 * @return such as {@code Deployment/web}
	 */
	static String titled(String title) {
		int slash = title.indexOf('/');
		return KINDS.stream()
			.filter((kind) -> slash >= 0 && kind.equalsIgnoreCase(title.substring(0, slash)))
			.findFirst()
			.map((kind) -> kind + title.substring(slash))
			.orElse(title);
	}

	String described() {
		return Markdown.code(this.kind + "/" + this.name);
	}

	String kubectl(String verb) {
		return "kubectl -n " + this.namespace + " " + verb;
	}

	String reference() {
		return this.kind.toLowerCase(Locale.ROOT) + "/" + this.name;
	}

	/**
	 * Returns the command that waits until it is well.
	 * @return a command that fails while it is not
	 */
	String awaited() {
		return switch (this.kind) {
			case "Deployment", "StatefulSet", "DaemonSet" ->
				kubectl("rollout status " + reference() + " --timeout=10m");
			case "Job" -> kubectl("wait --for=condition=complete " + reference() + " --timeout=10m");
			case "Pod" -> kubectl("wait --for=condition=Ready " + reference() + " --timeout=10m");
			default -> kubectl("get " + reference() + " -o wide");
		};
	}

	/**
	 * Returns the command that prints a field of its pods.
	 * @param field the field
	 * @return the command
	 */
	String printed(PodField field) {
		String path = switch (this.kind) {
			case "Pod" -> ".spec.";
			case "CronJob" -> ".spec.jobTemplate.spec.template.spec.";
			default -> ".spec.template.spec.";
		};
		return kubectl("get %s -o jsonpath='{%s%s}'".formatted(reference(), path, field.jsonPath()));
	}

	/**
	 * Returns the command that prints what it logs now.
	 * @return the command
	 */
	String logged() {
		return kubectl(
				"logs " + reference() + (this.container.isEmpty() ? "" : " -c " + this.container) + " --since=2m");
	}

}
