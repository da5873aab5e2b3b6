package dev.heal.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether containers that run are well, or only between two crashes. What the
 * workload says of that counts: a readiness probe, or {@code minReadySeconds}. Where it
 * says nothing, a container is ready as soon as its process exists, and has to stay for a
 * while. One that was seen to end has to stay longer than it did before.
 */
final class Steadiness {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	/**
	 * What ends later than that is not waited for.
	 */
	private static final Duration LONGEST_LIFE = Duration.ofMinutes(2);

	private final @Nullable Duration wanted;

	/**
	 * When each run of a container was seen first. The clock of the cluster may be
	 * another one.
	 */
	private final Map<String, Long> seen = new HashMap<>();

	/**
	 * The longest time after which the containers of each revision were seen to end.
	 */
	private final Map<Part, Duration> lives = new HashMap<>();

	/**
	 * Creates one.
	 * @param wanted how long every container has to run, null for as long as its workload
	 * gives reason to
	 */
	Steadiness(@Nullable Duration wanted) {
		this.wanted = wanted;
	}

	/**
	 * Takes in when containers started and ended.
	 * @param pods the pods of the workload, those of earlier revisions too
	 */
	void see(List<JsonNode> pods) {
		pods.forEach((pod) -> statuses(pod).forEach((status) -> {
			String started = started(status);
			if (!started.isEmpty()) {
				this.seen.putIfAbsent(run(pod, status, started), System.nanoTime());
			}
			lives(pod, status).filter((life) -> life.compareTo(LONGEST_LIFE) <= 0)
				.forEach((life) -> this.lives.merge(Part.of(pod, status), life, Steadiness::longer));
		}));
	}

	// what is told to end does not crash
	private static Stream<Duration> lives(JsonNode pod, JsonNode status) {
		return pod.at("/metadata/deletionTimestamp").isMissingNode() ? Stream.of("state", "lastState")
			.flatMap((state) -> life(status.path(state).path("terminated")).stream()) : Stream.empty();
	}

	/**
	 * Looks at pods that their controller calls ready.
	 * @param pods the pods
	 * @param isTimed whether the controller itself waits for a while
	 * @return what is still waited for, empty when all have run for long enough
	 */
	Optional<String> missing(List<JsonNode> pods, boolean isTimed) {
		return pods.stream()
			.filter((pod) -> !pod.at("/status/phase").asString("").equals("Succeeded"))
			.flatMap((pod) -> lasting(pod).flatMap((container) -> missing(pod, container, isTimed).stream()))
			.findFirst();
	}

	private Optional<String> missing(JsonNode pod, JsonNode container, boolean isTimed) {
		String name = name(container);
		Duration needed = needed(Part.of(pod, container), isTimed || container.has("readinessProbe"));
		boolean isSteady = needed.isZero() || statuses(pod).filter((status) -> Objects.equals(name, name(status)))
			.anyMatch((status) -> hasRun(pod, status, needed));
		return isSteady ? Optional.empty()
				: Optional.of("whether %s stays up for %d s".formatted(name, needed.toSeconds()));
	}

	// twice, as it may do better by chance; without a probe, what it did before a change
	// counts too
	private Duration needed(Part part, boolean isDeclared) {
		Duration least = (this.wanted != null) ? this.wanted : isDeclared ? Duration.ZERO : A_WHILE;
		return this.lives.entrySet()
			.stream()
			.filter((life) -> isDeclared ? life.getKey().equals(part) : life.getKey().isSame(part))
			.map((life) -> life.getValue().multipliedBy(2))
			.reduce(least, Steadiness::longer);
	}

	private boolean hasRun(JsonNode pod, JsonNode status, Duration needed) {
		String started = started(status);
		Long first = this.seen.get(run(pod, status, started));
		boolean isSeen = first != null && Duration.ofNanos(System.nanoTime() - first).compareTo(needed) >= 0;
		return isSeen || age(started).filter((age) -> age.compareTo(needed) >= 0).isPresent();
	}

	private static Optional<Duration> age(String started) {
		return time(started).map((begin) -> Duration.between(begin, Instant.now()));
	}

	private static Optional<Duration> life(JsonNode ended) {
		return time(ended.path("startedAt").asString(""))
			.flatMap((begin) -> time(ended.path("finishedAt").asString("")).map((end) -> Duration.between(begin, end)))
			.filter((life) -> !life.isNegative());
	}

	private static Optional<Instant> time(String text) {
		try {
			return Optional.of(Instant.parse(text));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	// an init container that is restarted for ever goes on beside the others
	private static Stream<JsonNode> lasting(JsonNode pod) {
		return Stream.concat(
				pod.at("/spec/initContainers")
					.valueStream()
					.filter((container) -> container.path("restartPolicy").asString("").equals("Always")),
				pod.at("/spec/containers").valueStream());
	}

	private static Stream<JsonNode> statuses(JsonNode pod) {
		List<String> lasting = lasting(pod).map(Steadiness::name).toList();
		return Stream.of("initContainerStatuses", "containerStatuses")
			.flatMap((statuses) -> pod.path("status").path(statuses).valueStream())
			.filter((status) -> lasting.contains(name(status)));
	}

	private static String run(JsonNode pod, JsonNode status, String started) {
		return pod.at("/metadata/name").asString("") + "/" + name(status) + "/" + started;
	}

	private static String started(JsonNode status) {
		return status.at("/state/running/startedAt").asString("");
	}

	private static String name(JsonNode container) {
		return container.path("name").asString("");
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	/**
	 * A container of a revision.
	 *
	 * @param revision the revision
	 * @param container the container's name
	 */
	private record Part(String revision, String container) {

		static Part of(JsonNode pod, JsonNode container) {
			return new Part(RolloutWatch.revision(pod), name(container));
		}

		boolean isSame(Part other) {
			return this.container.equals(other.container);
		}

	}

}
