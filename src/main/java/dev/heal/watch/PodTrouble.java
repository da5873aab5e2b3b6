package dev.heal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.watch.PodView.ContainerView;
import dev.heal.watch.PodView.End;

/**
 * A pod that is not well, judged as the documented rules of Prometheus would
 * ({@code docs/alertmanager/rules.yaml}). What they take from series the status of the
 * pod tells by itself, but for how long a container was kept from starting.
 */
final class PodTrouble {

	static final String CRASHED = "A7PodCrashed";

	static final String CANNOT_START = "A7PodCannotStart";

	static final String FAILED = "A7PodFailed";

	static final String PENDING = "A7PodPending";

	static final String NOT_READY = "A7PodNotReady";

	private static final String LOOP = "CrashLoopBackOff";

	private static final Set<String> BEGINNINGS = Set.of(LOOP, "ContainerCreating", "PodInitializing");

	/**
	 * How long a container may do something else between two reasons for waiting.
	 */
	private static final Duration LAPSE = Duration.ofMinutes(1);

	private final WatchProperties properties;

	private final Map<String, Waiting> waiting = new HashMap<>();

	private final Map<String, Instant> looped = new HashMap<>();

	private PodView pod;

	private @Nullable Instant runningSince;

	PodTrouble(PodView pod, WatchProperties properties) {
		this.pod = pod;
		this.properties = properties;
	}

	PodView pod() {
		return this.pod;
	}

	/**
	 * Takes in that the pod has changed.
	 * @param changed the pod as it is now
	 * @param now the time
	 */
	void update(PodView changed, Instant now) {
		if (!changed.uid().equals(this.pod.uid())) {
			this.waiting.clear();
			this.looped.clear();
			this.runningSince = null;
		}
		else if (changed.isIn("Running") && !this.pod.isIn("Running")) {
			this.runningSince = now;
		}
		this.pod = changed;
		look(now);
	}

	/**
	 * Takes in that an alert fired before this process began.
	 * @param cause why it fired
	 * @param now the time
	 */
	void remember(Cause cause, Instant now) {
		if (CANNOT_START.equals(cause.rule()) && cause.container() != null) {
			this.waiting.put(cause.container(), new Waiting(now.minus(this.properties.cannotStartFor()), now));
		}
		if (CRASHED.equals(cause.rule())) {
			this.pod.containers()
				.stream()
				.filter((container) -> container.name().equals(cause.container()) && container.startedAt() != null)
				.forEach((container) -> this.looped.put(container.name(), container.startedAt()));
		}
	}

	private void look(Instant now) {
		Instant forgotten = now.minus(LAPSE);
		this.waiting.values().removeIf((seen) -> seen.last().isBefore(forgotten));
		this.pod.containers()
			.stream()
			.filter(PodTrouble::cannotStart)
			.forEach((container) -> this.waiting.merge(container.name(), new Waiting(now, now),
					(before, latest) -> new Waiting(before.first(), latest.last())));
	}

	private boolean hasLooped(ContainerView container, Instant now) {
		if (LOOP.equals(container.waiting())) {
			this.looped.put(container.name(), now);
		}
		Instant last = this.looped.get(container.name());
		return last != null && now.isBefore(last.plus(this.properties.crashWindow()));
	}

	private static boolean cannotStart(ContainerView container) {
		return container.waiting() != null && !BEGINNINGS.contains(container.waiting());
	}

	/**
	 * Tells which alerts fire.
	 * @param now the time
	 * @return what fires, nothing while the pod is being deleted
	 */
	List<Cause> firing(Instant now) {
		if (this.pod.deleted() || this.pod.excluded()) {
			return List.of();
		}
		look(now);
		List<Cause> causes = new ArrayList<>();
		this.pod.containers()
			.stream()
			.filter((it) -> crashed(it, now))
			.forEach((it) -> causes.add(new Cause(CRASHED, it.name())));
		this.waiting.forEach((container, seen) -> {
			if (isReached(seen.first(), this.properties.cannotStartFor(), now)) {
				causes.add(new Cause(CANNOT_START, container));
			}
		});
		if (this.pod.isIn("Failed") && now.isBefore(this.pod.failedAt().plus(this.properties.failedFor()))) {
			causes.add(new Cause(FAILED, null));
		}
		if (this.pod.isIn("Pending") && isReached(this.pod.createdAt(), this.properties.pendingFor(), now)) {
			causes.add(new Cause(PENDING, null));
		}
		if (isUnready() && isReached(unreadySince(), this.properties.notReadyFor(), now)) {
			causes.add(new Cause(NOT_READY, null));
		}
		return causes;
	}

	private static boolean isReached(Instant since, Duration time, Instant now) {
		return !now.isBefore(since.plus(time));
	}

	// it counts as long as it lasts, and from the next start on for the window
	private boolean crashed(ContainerView container, Instant now) {
		if (!this.pod.isIn("Pending", "Running", "Unknown")) {
			return false;
		}
		End ended = container.ended();
		if (hasLooped(container, now) || (ended != null && ended.failed())) {
			return true;
		}
		return restartedAt(container).filter((at) -> now.isBefore(at.plus(this.properties.crashWindow()))).isPresent();
	}

	private static Optional<Instant> restartedAt(ContainerView container) {
		End before = container.endedBefore();
		if (before == null || !before.failed()) {
			return Optional.empty();
		}
		End ended = container.ended();
		return Stream.of(container.startedAt(), (ended != null) ? ended.startedAt() : null, before.finishedAt())
			.filter(Objects::nonNull)
			.findFirst();
	}

	private boolean isUnready() {
		return this.pod.isIn("Running") && Boolean.FALSE.equals(this.pod.ready());
	}

	private Instant unreadySince() {
		Instant seen = this.runningSince;
		return (seen != null && seen.isAfter(this.pod.settledAt())) ? seen : this.pod.settledAt();
	}

	/**
	 * Tells whether no alert can come of the pod without its status changing.
	 * @param now the time
	 * @return whether it need not be looked at until then
	 */
	boolean isOver(Instant now) {
		return this.pod.deleted() || this.pod.excluded()
				|| (this.waiting.isEmpty() && !isUnready() && !this.pod.isIn("Pending") && firing(now).isEmpty());
	}

	/**
	 * Why an alert fires.
	 *
	 * @param rule the name of the rule
	 * @param container the container, null when it is about the pod
	 */
	record Cause(String rule, @Nullable String container) {

	}

	/**
	 * How long a container has been kept from starting.
	 *
	 * @param first when that was seen first
	 * @param last when it was seen last
	 */
	private record Waiting(Instant first, Instant last) {

	}

}
