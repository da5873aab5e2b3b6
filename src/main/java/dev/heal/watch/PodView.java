package dev.heal.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import org.jspecify.annotations.Nullable;

import dev.heal.evidence.RecordedEnd;

/**
 * What the rules need to know of a pod, which is little of it.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID
 * @param excluded whether it is to be left alone
 * @param deleted whether it is being deleted
 * @param createdAt when it was created
 * @param phase its phase
 * @param ready whether it is ready, null when nothing tells
 * @param settledAt when the last of the conditions became what it is that tell whether it
 * runs and is ready
 * @param containers its containers, init containers first
 */
record PodView(String namespace, String name, String uid, boolean excluded, boolean deleted, Instant createdAt,
		String phase, @Nullable Boolean ready, Instant settledAt, List<ContainerView> containers) {

	private static final String EXCLUDE = "heal.platform/exclude";

	static PodView of(Pod pod) {
		Map<String, String> labels = Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
		Instant created = time(pod.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
		return new PodView(pod.getMetadata().getNamespace(), pod.getMetadata().getName(),
				Objects.requireNonNullElse(pod.getMetadata().getUid(), ""), "true".equals(labels.get(EXCLUDE)),
				pod.getMetadata().getDeletionTimestamp() != null, created,
				Objects.requireNonNullElse(pod.getStatus().getPhase(), "Pending"), ready(pod),
				conditions(pod, "Ready", "Initialized")
					.flatMap((condition) -> time(condition.getLastTransitionTime()).stream())
					.max(Instant::compareTo)
					.orElse(created),
				containers(pod));
	}

	private static @Nullable Boolean ready(Pod pod) {
		return conditions(pod, "Ready").findFirst()
			.map((condition) -> "True".equals(condition.getStatus()))
			.orElse(null);
	}

	private static Stream<PodCondition> conditions(Pod pod, String... types) {
		return pod.getStatus().getConditions().stream().filter((it) -> List.of(types).contains(it.getType()));
	}

	private static List<ContainerView> containers(Pod pod) {
		boolean always = "Always".equals(Objects.requireNonNullElse(pod.getSpec().getRestartPolicy(), "Always"));
		return Stream
			.concat(pod.getStatus()
				.getInitContainerStatuses()
				.stream()
				.map((status) -> ContainerView.of(status, isSidecar(pod, status.getName()))),
					pod.getStatus().getContainerStatuses().stream().map((status) -> ContainerView.of(status, always)))
			.toList();
	}

	private static boolean isSidecar(Pod pod, String name) {
		return pod.getSpec()
			.getInitContainers()
			.stream()
			.filter((container) -> name.equals(container.getName()))
			.map(Container::getRestartPolicy)
			.anyMatch("Always"::equals);
	}

	private static Optional<Instant> time(@Nullable String text) {
		try {
			return Optional.ofNullable(text).map((it) -> OffsetDateTime.parse(it).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	String key() {
		return this.namespace + "/" + this.name;
	}

	boolean isIn(String... phases) {
		return List.of(phases).contains(this.phase);
	}

	/**
	 * Returns when a pod has failed for good.
	 * @return when its last container ended, or its last condition changed
	 */
	Instant failedAt() {
		return this.containers.stream()
			.map(ContainerView::ended)
			.filter(Objects::nonNull)
			.map(End::finishedAt)
			.max(Instant::compareTo)
			.orElse(this.settledAt);
	}

	/**
	 * Returns the ends that are worth recording: those that failed, and those of what
	 * should go on for ever.
	 * @return the ends that its status tells of
	 */
	List<RecordedEnd> ends() {
		return this.containers.stream()
			.flatMap((container) -> Stream.of(container.endedBefore(), container.ended())
				.filter(Objects::nonNull)
				.filter((end) -> !end.id().isEmpty() && (end.failed() || container.lasting()))
				.map((end) -> RecordedEnd.of(this.uid, container.name(), end.id(), end.startedAt(), end.finishedAt(),
						end.exitCode(), end.signal(), end.reason())))
			.toList();
	}

	/**
	 * A container.
	 *
	 * @param name its name
	 * @param lasting whether it should go on for ever
	 * @param waiting why it waits, null when it does not
	 * @param startedAt when it started that runs, null when none does
	 * @param ended how it ended, null when it goes on or waits
	 * @param endedBefore how the instance before ended, null when there was none
	 */
	record ContainerView(String name, boolean lasting, @Nullable String waiting, @Nullable Instant startedAt,
			@Nullable End ended, @Nullable End endedBefore) {

		static ContainerView of(ContainerStatus status, boolean lasting) {
			ContainerState now = status.getState();
			ContainerState before = status.getLastState();
			return new ContainerView(status.getName(), lasting,
					(now != null && now.getWaiting() != null) ? now.getWaiting().getReason() : null,
					(now != null && now.getRunning() != null) ? time(now.getRunning().getStartedAt()).orElse(null)
							: null,
					(now != null) ? End.of(now.getTerminated()) : null,
					(before != null) ? End.of(before.getTerminated()) : null);
		}

	}

	/**
	 * How an instance of a container ended.
	 *
	 * @param id its container id, empty when it never had one
	 * @param startedAt when it started, null when it never did
	 * @param finishedAt when it ended
	 * @param exitCode its exit code
	 * @param signal the signal that ended it, null when none did
	 * @param reason the reason, null when there is none
	 */
	record End(String id, @Nullable Instant startedAt, Instant finishedAt, int exitCode, @Nullable Integer signal,
			@Nullable String reason) {

		private static final String COMPLETED = "Completed";

		static @Nullable End of(@Nullable ContainerStateTerminated state) {
			Instant finished = (state != null) ? time(state.getFinishedAt()).orElse(null) : null;
			if (state == null || finished == null) {
				return null;
			}
			return new End(Objects.requireNonNullElse(state.getContainerID(), ""),
					time(state.getStartedAt()).filter((started) -> started.isAfter(Instant.EPOCH)).orElse(null),
					finished, Objects.requireNonNullElse(state.getExitCode(), 0),
					(state.getSignal() != null && state.getSignal() != 0) ? state.getSignal() : null,
					state.getReason());
		}

		// as kube-state-metrics sees it, which goes by the reason
		boolean failed() {
			return !COMPLETED.equals(this.reason);
		}

	}

}
