package dev.heal.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.cli.WaitResult.Verdict;
import dev.heal.evidence.ApiServerException;
import dev.heal.evidence.LiveCluster;
import dev.heal.evidence.PodTrouble;
import dev.heal.live.LiveDiagnosis;
import dev.heal.live.LiveFailure;
import dev.heal.live.LiveWorkload;
import dev.heal.live.NoSuchObjectException;
import dev.heal.live.PodLook;
import dev.heal.live.Target;

/**
 * Looks at a roll-out every second. Only pods of the newest revision count.
 */
final class RolloutWatch {

	/**
	 * The number of requests to the API server at a time.
	 */
	static final int REQUESTS = 8;

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration MOMENT = Duration.ofSeconds(4);

	private static final double SURE = 0.6;

	private static final String REVISION = "deployment.kubernetes.io/revision";

	private final LiveCluster cluster;

	private final LiveDiagnosis diagnosis;

	private final Target target;

	private final String namespace;

	private final long begin = System.nanoTime();

	/**
	 * When each trouble was seen first.
	 */
	private Map<String, Long> seen = new HashMap<>();

	private final Steadiness steadiness;

	private String progress = "nothing is known of it yet";

	RolloutWatch(LiveCluster cluster, LiveDiagnosis diagnosis, Target target, String namespace, Steadiness steadiness) {
		this.cluster = cluster;
		this.diagnosis = diagnosis;
		this.target = target;
		this.namespace = namespace;
		this.steadiness = steadiness;
	}

	/**
	 * Follows it.
	 * @param patience how long
	 * @return how it ended
	 * @throws InterruptedException if the thread is interrupted
	 */
	WaitResult follow(Duration patience) throws InterruptedException {
		Optional<WaitResult> result = look();
		while (result.isEmpty() && age(this.begin).compareTo(patience) < 0) {
			Thread.sleep(PAUSE);
			result = lookAgain();
		}
		return result.orElseGet(this::late);
	}

	// a server that is away for a moment does not end the wait
	private Optional<WaitResult> lookAgain() {
		try {
			return look();
		}
		catch (ApiServerException ex) {
			this.progress = String.valueOf(ex.getMessage());
			return Optional.empty();
		}
	}

	private Optional<WaitResult> look() {
		LiveWorkload workload = read();
		RolloutState state = RolloutState.of(this.target, workload.object());
		this.progress = state.progress();
		if (state.isReady()) {
			Optional<String> missing = missing(workload);
			if (missing.isEmpty()) {
				return Optional.of(result(Verdict.READY, "all of it is ready", null));
			}
			this.progress = "it is ready, and not certain " + missing.get();
		}
		Optional<WaitResult> certain = certain(workload);
		return (state.failure() != null) ? Optional.of(certain.orElseGet(() -> givenUp(workload, state.failure())))
				: certain;
	}

	// what runs to its end has come to it
	private Optional<String> missing(LiveWorkload workload) {
		boolean isTimed = workload.object().at("/spec/minReadySeconds").asInt(0) > 0;
		return (this.target.kind() == Target.Kind.JOB) ? Optional.empty()
				: this.steadiness.missing(workload.pods(), isTimed);
	}

	private LiveWorkload read() {
		LiveWorkload workload = LiveWorkload.read(this.cluster, this.target, this.namespace);
		this.steadiness.see(workload.pods());
		Set<String> newest = newest(workload);
		return workload.with(workload.pods()
			.stream()
			.filter((pod) -> newest.isEmpty() || newest.contains(revision(pod)))
			.filter((pod) -> pod.at("/metadata/deletionTimestamp").isMissingNode())
			.toList());
	}

	private Set<String> newest(LiveWorkload workload) {
		JsonNode status = workload.object().path("status");
		return switch (this.target.kind()) {
			case DEPLOYMENT -> workload.made(this.cluster, Target.Kind.REPLICASET)
				.max(Comparator.comparingInt((set) -> set.at("/metadata/annotations").path(REVISION).asInt(0)))
				.map((set) -> set.at("/metadata/labels/pod-template-hash").asString(""))
				.stream()
				.collect(Collectors.toSet());
			case STATEFULSET -> Set.of(status.path("updateRevision").asString(""));
			case DAEMONSET -> workload.pods()
				.stream()
				.max(Comparator.comparing((pod) -> pod.at("/metadata/creationTimestamp").asString("")))
				.map(RolloutWatch::revision)
				.stream()
				.collect(Collectors.toSet());
			default -> Set.of();
		};
	}

	static String revision(JsonNode pod) {
		JsonNode labels = pod.at("/metadata/labels");
		return labels.path("pod-template-hash").asString(labels.path("controller-revision-hash").asString(""));
	}

	private Optional<WaitResult> certain(LiveWorkload workload) {
		List<LiveFailure> failures = this.diagnosis.failing(workload.pods());
		Map<String, Long> still = new HashMap<>();
		List<WaitResult> certain = new ArrayList<>();
		for (LiveFailure failure : failures) {
			Duration age = since(failure.analysis().cause() + "\n" + failure.analysis().subtype(), still);
			pods(workload, failure).map((pod) -> Finality.of(failure.analysis(), pod, age))
				.flatMap(Optional::stream)
				.findFirst()
				.ifPresent((why) -> certain.add(result(Verdict.FAILED, why, failure)));
		}
		if (failures.isEmpty() && workload.pods().isEmpty()) {
			unmade(workload, still).ifPresent(certain::add);
		}
		this.seen = still;
		return certain.stream().findFirst();
	}

	private Optional<WaitResult> unmade(LiveWorkload workload, Map<String, Long> still) {
		LiveFailure calm = this.diagnosis.calm(workload, this.cluster);
		return (calm.isDiagnosed() && since("unmade", still).compareTo(MOMENT) >= 0)
				? Optional.of(result(Verdict.FAILED, "none of its pods can be made", calm)) : Optional.empty();
	}

	private static Stream<JsonNode> pods(LiveWorkload workload, LiveFailure failure) {
		return workload.pods().stream().filter((pod) -> failure.pods().contains(PodLook.name(pod)));
	}

	private Duration since(String trouble, Map<String, Long> still) {
		long first = this.seen.getOrDefault(trouble, System.nanoTime());
		still.put(trouble, first);
		return age(first);
	}

	private WaitResult givenUp(LiveWorkload workload, @Nullable String why) {
		return result(Verdict.FAILED, String.valueOf(why), suspect(workload).orElse(null));
	}

	// what fails for as long as this, and is explained, has failed
	private WaitResult late() {
		Optional<LiveFailure> suspect = lastLook();
		boolean isSure = suspect.filter(LiveFailure::isDiagnosed)
			.filter((failure) -> failure.analysis().confidence() >= SURE)
			.isPresent();
		return result(isSure ? Verdict.FAILED : Verdict.UNDECIDED, "the time is over: " + this.progress,
				suspect.orElse(null));
	}

	private Optional<LiveFailure> lastLook() {
		try {
			return suspect(read());
		}
		catch (ApiServerException | NoSuchObjectException ex) {
			return Optional.empty();
		}
	}

	// a pod that is not ready in time counts, however young it is
	private Optional<LiveFailure> suspect(LiveWorkload workload) {
		return this.diagnosis.failing(workload.pods())
			.stream()
			.findFirst()
			.or(() -> workload.pods()
				.stream()
				.filter((pod) -> !new PodTrouble(pod).isReady())
				.findFirst()
				.map(this.diagnosis::pod)
				.filter(LiveFailure::isFailure))
			.or(() -> Optional.of(this.diagnosis.calm(workload, this.cluster)).filter(LiveFailure::isFailure));
	}

	private WaitResult result(Verdict verdict, String reason, @Nullable LiveFailure failure) {
		return new WaitResult(verdict, this.namespace, this.target.kind().kind() + "/" + this.target.name(), reason,
				age(this.begin), failure);
	}

	private static Duration age(long since) {
		return Duration.ofNanos(System.nanoTime() - since);
	}

}
