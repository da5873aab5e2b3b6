package dev.heal.analysis.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Cause;
import dev.heal.analysis.Recording;
import dev.heal.analysis.condition.Times;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.analysis.objects.Selector;
import dev.heal.evidence.Evidence;

/**
 * The failing pods of a set of objects, one for each workload.
 */
final class FailingPods {

	private static final int PODS_OF_ONE = 3;

	private static final int OFTEN = 3;

	private static final Duration RECENT = Duration.ofMinutes(6);

	/**
	 * What is said of a workload because its pods are not well.
	 */
	private static final Pattern FOLLOWS = Pattern
		.compile(".*/(?:rollout-stuck|job-backoff|job-pod-.*|cluster-dns|kube-.*-down|autoscaler-metrics)|unknown/.*");

	/**
	 * What explains nothing.
	 */
	static final Pattern NOTHING = Pattern.compile("nothing");

	private final Analyzer analyzer;

	private final ClusterObjects objects;

	FailingPods(Analyzer analyzer, ClusterObjects objects) {
		this.analyzer = analyzer;
		this.objects = objects;
	}

	Stream<Candidate> find() {
		return this.objects.stream("Pod")
			.filter((pod) -> isUnwell(pod) && !isMadeUpFor(pod))
			.collect(Collectors.groupingBy((pod) -> this.objects.top(pod).key(), LinkedHashMap::new,
					Collectors.toList()))
			.values()
			.stream()
			.flatMap((pods) -> worst(pods).stream());
	}

	private static boolean isUnwell(KubeObject pod) {
		return (!isReady(pod) && !pod.text("/status/phase").equals("Succeeded")) || restarts(pod) > 0;
	}

	// a Job has done its work with another pod
	private boolean isMadeUpFor(KubeObject pod) {
		return this.objects.owner(pod)
			.filter((owner) -> owner.kind().equals("Job"))
			.flatMap((job) -> job.condition("Complete"))
			.filter((complete) -> complete.isTrue())
			.isPresent();
	}

	static boolean isReady(KubeObject pod) {
		return pod.condition("Ready").filter((condition) -> condition.isTrue()).isPresent();
	}

	/**
	 * Tells whether a pod is ready to stay: what crashes again and again is ready for a
	 * moment after each start.
	 * @param pod the pod
	 * @return whether it is
	 */
	boolean isSteady(KubeObject pod) {
		return isReady(pod) && pod.at("/status/containerStatuses")
			.valueStream()
			.noneMatch((status) -> status.path("restartCount").asInt(0) > 1
					&& Times.of(status.at("/lastState/terminated/finishedAt"))
						.filter((end) -> end.isAfter(this.objects.now().minus(RECENT)))
						.isPresent());
	}

	// a restart or two are history, unless somebody asks about them
	private static boolean isWellNow(KubeObject pod) {
		return isReady(pod) && restarts(pod) < OFTEN;
	}

	private static int restarts(KubeObject pod) {
		return Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((list) -> pod.at("/status").path(list).valueStream())
			.mapToInt((status) -> status.path("restartCount").asInt(0))
			.max()
			.orElse(0);
	}

	private Optional<Candidate> worst(List<KubeObject> pods) {
		return pods.stream()
			.sorted(Comparator
				.comparing((pod) -> pod.condition("Ready").filter((condition) -> condition.isTrue()).isPresent()))
			.limit(PODS_OF_ONE)
			.map((pod) -> analyzed(pod, null))
			.filter((candidate) -> candidate.analysis().cause() != Cause.NONE)
			.max(Comparator.comparingDouble(Candidate::weight));
	}

	/**
	 * Analyses one pod.
	 * @param pod the pod
	 * @param recording has its logs, null when it has none
	 * @return what is wrong with it, {@code none} when nothing is
	 */
	Candidate analyzed(KubeObject pod, @Nullable Recording recording) {
		PodView view = new PodView(pod, this.objects);
		Evidence evidence = view.evidence((recording != null) ? recording.currentLog() : null,
				(recording != null) ? recording.previousLog() : null);
		Analysis analysis = this.analyzer.analyze(evidence);
		boolean complains = analysis.cause() == Cause.NONE && analysis.errorLine() != null;
		return complains ? candidate(pod, Standing.CONTRADICTION, complaint(evidence, analysis), view)
				: candidate(pod, isWellNow(pod) ? Standing.ODD : Standing.FAILURE, analysis, view);
	}

	// takes the log of a pod that is well by its status at its word
	private Analysis complaint(Evidence evidence, Analysis healthy) {
		MissingNode missing = MissingNode.getInstance();
		Analysis told = this.analyzer
			.analyze(new Evidence(evidence.manifest(), missing, missing, missing, evidence.source()));
		return (told.cause() == Cause.UNKNOWN) ? healthy : told;
	}

	private Candidate candidate(KubeObject pod, Standing standing, Analysis analysis, PodView view) {
		Set<String> affected = Stream.concat(this.objects.chain(pod), services(pod))
			.map(KubeObject::key)
			.collect(Collectors.toSet());
		return new Candidate(this.objects.top(pod), pod, standing, FindingAnalysis.with(analysis, analysis.summary(),
				analysis.claims().stream().map(view::translate), analysis.remedy()), affected, FOLLOWS);
	}

	private Stream<KubeObject> services(KubeObject pod) {
		return this.objects.in(pod.namespace(), "Service")
			.filter((service) -> Selector.isSubset(service.at("/spec/selector"), pod.labels()));
	}

}
