package dev.heal.live;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Cause;
import dev.heal.analysis.Investigator;
import dev.heal.analysis.Investigator.Investigation;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.LiveCluster;
import dev.heal.evidence.PodTrouble;

/**
 * Diagnoses pods as they are now. Of pods that look alike, however many they are, some
 * are read and stand for all.
 */
public final class LiveDiagnosis implements AutoCloseable {

	private static final int AT_A_TIME = 8;

	private static final int READ_OF_ALIKE = 3;

	private final LiveCluster cluster;

	private final Analyzer analyzer = Analyzers.create();

	private final Investigator investigator;

	private final UnwellWorkloads workloads;

	private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME,
			Thread.ofPlatform().name("diagnosis-", 0).daemon().factory());

	private final Tally tally;

	public LiveDiagnosis(LiveCluster cluster) {
		this(cluster, (_, _) -> {
		});
	}

	/**
	 * Creates one that tells how far it is.
	 * @param cluster where to look
	 * @param tally whom to tell
	 */
	public LiveDiagnosis(LiveCluster cluster, Tally tally) {
		this.cluster = cluster;
		this.tally = tally;
		this.workloads = new UnwellWorkloads(cluster);
		this.investigator = Analyzers.investigator(cluster::around);
	}

	/**
	 * Diagnoses a pod, whatever its state, or a workload by its pods.
	 * @param namespace its namespace
	 * @param target which one
	 * @return one entry for each failure, at least one, which may say that it is well
	 * @throws NoSuchObjectException if there is none
	 */
	public List<LiveFailure> of(String namespace, Target target) {
		if (target.kind() == Target.Kind.POD) {
			return List.of(pod(namespace, target.name()));
		}
		LiveWorkload workload = LiveWorkload.read(this.cluster, target, namespace);
		List<LiveFailure> failing = failing(workload.pods());
		if (!failing.isEmpty()) {
			return failing;
		}
		LiveFailure calm = calm(workload, this.cluster);
		return List.of(calm.isDiagnosed() ? calm
				: this.workloads.of(namespace, target.kind().kind() + "/" + target.name())
					.map((found) -> workload.failure(found.analysis(), found.evidence()))
					.orElse(calm));
	}

	/**
	 * Diagnoses a pod, whatever its state.
	 * @param namespace its namespace
	 * @param name its name
	 * @return what is the matter with it
	 * @throws NoSuchObjectException if there is no such pod
	 */
	public LiveFailure pod(String namespace, String name) {
		JsonNode pod = this.cluster.object(Target.Kind.POD.path(namespace) + "/" + name)
			.orElseThrow(
					() -> new NoSuchObjectException("There is no pod %s in namespace %s".formatted(name, namespace)));
		return pod(pod);
	}

	public LiveFailure pod(JsonNode pod) {
		return diagnose(new Alike(List.of(pod)), pod);
	}

	/**
	 * Diagnoses whatever fails: pods, or else workloads that lack pods.
	 * @param namespace the namespace, null for all
	 * @param selector the label selector, empty for all
	 * @return one entry for each failure
	 */
	public List<LiveFailure> failing(@Nullable String namespace, String selector) {
		String path = (namespace != null) ? Target.Kind.POD.path(namespace) : "/api/v1/pods";
		List<LiveFailure> failing = failing(this.cluster.list(path, selector));
		return (failing.isEmpty() && namespace != null && selector.isEmpty()) ? this.workloads.unwell(namespace)
				: failing;
	}

	/**
	 * Diagnoses those pods that fail.
	 * @param pods some pods
	 * @return one entry for each failure, the most pods first
	 */
	public List<LiveFailure> failing(Collection<JsonNode> pods) {
		Instant now = Clock.systemUTC().instant();
		Map<String, List<JsonNode>> alike = pods.stream()
			.filter((pod) -> new PodTrouble(pod).isSuspect(now))
			.collect(Collectors.groupingBy(PodLook::of, LinkedHashMap::new, Collectors.toList()));
		List<Future<LiveFailure>> tasks = new ArrayList<>();
		alike.values().forEach((group) -> submit(group, tasks));
		List<LiveFailure> looks = new ArrayList<>();
		for (Future<LiveFailure> task : tasks) {
			looks.add(join(task));
			this.tally.done(looks.size(), tasks.size());
		}
		return grouped(looks.stream().filter(LiveFailure::isFailure));
	}

	// the first ones stand for themselves, the last one of them for the rest too
	private void submit(List<JsonNode> group, List<Future<LiveFailure>> tasks) {
		int read = Math.min(READ_OF_ALIKE, group.size());
		for (int index = 0; index < read; index++) {
			JsonNode pod = group.get(index);
			Alike alike = new Alike((index == read - 1) ? group.subList(index, group.size()) : List.of(pod));
			tasks.add(this.threads.submit(() -> diagnose(alike, pod)));
		}
	}

	/**
	 * Puts what fails of the same together.
	 * @param failures what fails, pod by pod
	 * @return one entry for each failure, namespace by namespace, the most pods first
	 */
	public static List<LiveFailure> grouped(Stream<LiveFailure> failures) {
		return failures.collect(Collectors.groupingBy(PodLook::failure, LinkedHashMap::new, Collectors.toList()))
			.values()
			.stream()
			.map(LiveFailure::all)
			.sorted(Comparator.comparing(LiveFailure::namespace)
				.thenComparing(LiveFailure::count, Comparator.reverseOrder())
				.thenComparing(LiveFailure::workload))
			.toList();
	}

	private LiveFailure diagnose(Alike alike, JsonNode pod) {
		Investigation found = this.investigator.investigate(this.cluster.evidence(pod));
		return alike.with(found.analysis(), found.evidence());
	}

	/**
	 * Diagnoses a workload none of whose pods fails: there may be none, or too few.
	 * @param workload the workload
	 * @param cluster where it is
	 * @return what keeps its pods from being made, else that it is well
	 */
	public LiveFailure calm(LiveWorkload workload, LiveCluster cluster) {
		int missing = workload.wanted().orElse(workload.pods().size()) - workload.pods().size();
		Optional<LiveFailure> unmade = (missing > 0 || workload.pods().isEmpty()) ? unmade(workload, cluster)
				: Optional.empty();
		return unmade.orElseGet(() -> well(workload));
	}

	private Optional<LiveFailure> unmade(LiveWorkload workload, LiveCluster cluster) {
		Evidence evidence = Evidence.recorded(workload.unmade(), workload.events(cluster), null, null);
		return Optional.of(workload.failure(this.analyzer.analyze(evidence), evidence))
			.filter(LiveFailure::isDiagnosed);
	}

	private LiveFailure well(LiveWorkload workload) {
		return workload.pods()
			.stream()
			.findFirst()
			.map((pod) -> diagnose(new Alike(workload.pods()), pod))
			.filter((look) -> !look.isFailure())
			.orElseGet(() -> workload.failure(
					new Analysis(Cause.NONE, "no-pods", 0.6, null, null,
							"%s has %d pods, and nothing is said against it".formatted(workload.target(),
									workload.pods().size()),
							null, null, null, null, null, List.of(), List.of(), new Remedy("none", null, "Nothing."),
							null),
					Evidence.recorded(MissingNode.getInstance(), MissingNode.getInstance(), null, null)));
	}

	private static LiveFailure join(Future<LiveFailure> task) {
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * Hears how many of the pods to read have been read.
	 */
	@FunctionalInterface
	public interface Tally {

		/**
		 * Is told after each pod.
		 * @param read how many have been read
		 * @param all how many there are to read
		 */
		void done(int read, int all);

	}

	/**
	 * Pods that one of them stands for.
	 *
	 * @param pods the pods
	 */
	private record Alike(List<JsonNode> pods) {

		LiveFailure with(Analysis analysis, Evidence evidence) {
			return LiveFailure.all(this.pods.stream().map((pod) -> LiveFailure.of(pod, analysis, evidence)).toList());
		}

	}

}
