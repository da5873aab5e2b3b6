package dev.heal.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.names.ContainerName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * Reads from an alert's labels what it is about. Pod and namespace come as a pair from
 * one source, as half of one pair and half of another name a pod that does not exist, or
 * one that is well. A pair that names whom Prometheus asked counts for nothing; then the
 * labels of a workload lead on.
 */
class SubjectReader {

	/**
	 * What Prometheus puts before a label of a metric that the scrape target has too.
	 */
	private static final String EXPORTED = "exported_";

	private static final String EXPORTER = "kube-state-metrics";

	private static final List<String> OF_THE_TARGET = List.of("job", "service");

	private static final Map<String, String> WORKLOADS = workloads();

	private final AlertProperties properties;

	SubjectReader(AlertProperties properties) {
		this.properties = properties;
	}

	private static Map<String, String> workloads() {
		Map<String, String> kinds = new LinkedHashMap<>();
		Stream.of("deployment", "statefulset", "daemonset", "replicaset").forEach((kind) -> kinds.put(kind, kind));
		kinds.put("job_name", "job");
		Stream.of("cronjob", "horizontalpodautoscaler", "persistentvolumeclaim")
			.forEach((kind) -> kinds.put(kind, kind));
		return kinds;
	}

	/**
	 * Reads what an alert is about.
	 * @param labels the alert's labels
	 * @return the subject, and which container it was raised for
	 * @throws RejectedAlertException if they name nothing, or something that cannot exist
	 */
	Named read(Labels labels) {
		return pair(labels).or(() -> measured(labels))
			.or(() -> workload(labels))
			.orElseThrow(() -> RejectedAlertException.unnamed(explanation(labels)));
	}

	private Optional<Named> pair(Labels labels) {
		List<String> pods = this.properties.podLabels();
		List<String> namespaces = this.properties.namespaceLabels();
		return IntStream.range(0, Math.max(pods.size(), namespaces.size()))
			.mapToObj((index) -> pair(labels, at(pods, index), at(namespaces, index), index))
			.flatMap(Optional::stream)
			.findFirst();
	}

	private Optional<Named> pair(Labels labels, String podLabel, String namespaceLabel, int index) {
		String pod = labels.get(podLabel).orElse(null);
		String namespace = labels.get(namespaceLabel).orElse(null);
		if (pod == null || namespace == null || isOfScrapeTarget(labels, podLabel, namespaceLabel)) {
			return Optional.empty();
		}
		return Optional.of(new Named(checked(Subject.pod(namespace, pod)), container(labels, index)));
	}

	// kube-state-metrics gives all it tells of a pod the pod's name, namespace and UID;
	// Prometheus renames only those that the scrape target has too
	private Optional<Named> measured(Labels labels) {
		return IntStream.range(0, this.properties.podLabels().size())
			.filter((_) -> labels.get("uid").isPresent())
			.mapToObj((index) -> measured(labels, at(this.properties.podLabels(), index),
					at(this.properties.namespaceLabels(), index), index))
			.flatMap(Optional::stream)
			.findFirst();
	}

	private Optional<Named> measured(Labels labels, String podLabel, String namespaceLabel, int index) {
		if (!isHalf(labels, podLabel, namespaceLabel)) {
			return Optional.empty();
		}
		return labels.first(List.of(EXPORTED + podLabel, podLabel))
			.flatMap((pod) -> labels.first(List.of(EXPORTED + namespaceLabel, namespaceLabel))
				.map((namespace) -> new Named(checked(Subject.pod(namespace, pod)), container(labels, index))));
	}

	private static boolean isHalf(Labels labels, String podLabel, String namespaceLabel) {
		return labels.has(EXPORTED + podLabel) != labels.has(EXPORTED + namespaceLabel);
	}

	private @Nullable String container(Labels labels, int index) {
		List<String> names = this.properties.containerLabels();
		return names.isEmpty() ? null : labels.get(at(names, index)).filter(ContainerName::isValid).orElse(null);
	}

	private static String at(List<String> names, int index) {
		return names.get(Math.min(index, names.size() - 1));
	}

	private static boolean isOfScrapeTarget(Labels labels, String podLabel, String namespaceLabel) {
		if (labels.has(EXPORTED + podLabel) || labels.has(EXPORTED + namespaceLabel)) {
			return true;
		}
		String pod = labels.get(podLabel).orElse("");
		Optional<Subject> workload = workloadIn(labels, "");
		if (workload.isPresent()) {
			return isExporter(pod) || labels.get("container").filter(EXPORTER::equals).isPresent()
					|| (isNamedAfterTarget(labels, pod) && !pod.startsWith(workload.get().name() + "-"));
		}
		// what is measured of a pod itself carries the pod's UID
		return isExporter(pod) && !labels.has("uid")
				&& OF_THE_TARGET.stream()
					.flatMap((label) -> labels.get(label).stream())
					.anyMatch(SubjectReader::isExporter);
	}

	private static boolean isExporter(String name) {
		return name.contains(EXPORTER);
	}

	private static boolean isNamedAfterTarget(Labels labels, String pod) {
		return OF_THE_TARGET.stream()
			.flatMap((label) -> labels.get(label).stream())
			.map((target) -> target.substring(target.lastIndexOf('/') + 1))
			.anyMatch((target) -> ("-" + pod + "-").contains("-" + target + "-"));
	}

	private Optional<Named> workload(Labels labels) {
		return labels.first(this.properties.namespaceLabels())
			.flatMap((namespace) -> workloadIn(labels, namespace))
			.map((subject) -> new Named(checked(subject), null));
	}

	private static Optional<Subject> workloadIn(Labels labels, String namespace) {
		return WORKLOADS.entrySet()
			.stream()
			.flatMap((kind) -> labels.first(List.of(EXPORTED + kind.getKey(), kind.getKey()))
				.map((name) -> new Subject(namespace, kind.getValue(), name))
				.stream())
			.findFirst();
	}

	private static Subject checked(Subject subject) {
		if (!PodName.isValid(subject.name()) || !NamespaceName.isValid(subject.namespace())) {
			String what = subject.isPod() ? "a pod" : "a " + subject.kind();
			throw new RejectedAlertException("not the name of " + what + " and its namespace");
		}
		return subject;
	}

	private String explanation(Labels labels) {
		List<String> pods = this.properties.podLabels();
		List<String> pairs = IntStream.range(0, pods.size())
			.mapToObj((index) -> pods.get(index) + " + " + at(this.properties.namespaceLabels(), index))
			.toList();
		return "no pair of labels %s that names a pod (heal.alert.pod-labels, heal.alert.namespace-labels), and no workload: %s%s"
			.formatted(String.join(" or ", pairs), labels.described(), halves(labels));
	}

	private String halves(Labels labels) {
		return IntStream.range(0, this.properties.podLabels().size())
			.mapToObj((index) -> halves(labels, at(this.properties.podLabels(), index),
					at(this.properties.namespaceLabels(), index)))
			.collect(Collectors.joining());
	}

	private static String halves(Labels labels, String podLabel, String namespaceLabel) {
		if (!isHalf(labels, podLabel, namespaceLabel)) {
			return "";
		}
		boolean isPod = labels.has(EXPORTED + podLabel);
		String there = EXPORTED + (isPod ? podLabel : namespaceLabel);
		String missing = EXPORTED + (isPod ? namespaceLabel : podLabel);
		return "; %s without %s is half a pair, and without the pod's label uid Heal cannot tell whose %s is"
			.formatted(there, missing, isPod ? namespaceLabel : podLabel);
	}

	/**
	 * What an alert is about.
	 *
	 * @param subject the subject
	 * @param container the container that the alert was raised for, null when there is
	 * none
	 */
	record Named(Subject subject, @Nullable String container) {

	}

}
