package dev.heal.analysis.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.condition.EventReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;

/**
 * How a workload was scaled, as its events tell.
 *
 * @param workload the workload
 * @param objects the objects
 * @param revisions its revisions
 * @param failure the failure
 */
record Scalings(KubeObject workload, ClusterObjects objects, Revisions revisions, FailureWords failure) {

	/**
	 * A roll-out scales the revisions too.
	 */
	private static final Duration ROLLOUT = Duration.ofMinutes(10);

	private static final Pattern SIZE = Pattern.compile(
			"(?:to (?<to>\\d+)(?: from (?<from>\\d+))?|from (?<before>\\d+) to (?<after>\\d+)|size: (?<size>\\d+))");

	Stream<Change> find() {
		Stream<EventReading> scaled = this.objects.events(this.workload)
			.stream()
			.filter((event) -> event.reason().equals("ScalingReplicaSet"));
		Stream<EventReading> rescaled = this.objects.in(this.workload.namespace(), "HorizontalPodAutoscaler")
			.filter((scaler) -> scaler.text("/spec/scaleTargetRef/kind").equals(this.workload.kind())
					&& scaler.text("/spec/scaleTargetRef/name").equals(this.workload.name()))
			.flatMap((scaler) -> this.objects.events(scaler).stream())
			.filter((event) -> event.reason().equals("SuccessfulRescale"));
		return Stream.concat(scaled.filter((event) -> !ofRollout(event)), rescaled)
			.flatMap((event) -> event.lastSeen().map((time) -> change(event, time)).stream());
	}

	private boolean ofRollout(EventReading event) {
		List<Instant> rollouts = this.revisions.times().toList();
		return event.lastSeen()
			.filter((time) -> rollouts.stream()
				.anyMatch((start) -> Write.isSame(time, start)
						|| (time.isAfter(start) && time.isBefore(start.plus(ROLLOUT)))))
			.isPresent();
	}

	private Change change(EventReading event, Instant time) {
		Matcher size = SIZE.matcher(event.message());
		boolean sized = size.find();
		String to = sized ? first(size, "to", "after", "size") : null;
		boolean named = this.failure.subtype().equals("scaled-to-zero") && "0".equals(to);
		return new Change("scaling", this.workload.kind() + "/" + this.workload.name(), time, by(event, time),
				sized ? first(size, "from", "before") : null, to, named);
	}

	private @Nullable String by(EventReading event, Instant time) {
		if (event.reason().equals("SuccessfulRescale")) {
			return "horizontal-pod-autoscaler";
		}
		return Write.managed(this.workload, "scale")
			.filter((write) -> Write.isSame(write.time(), time))
			.max(Comparator.comparing(Write::time))
			.map(Write::by)
			.orElse(null);
	}

	private static @Nullable String first(Matcher size, String... groups) {
		return Stream.of(groups).map(size::group).flatMap(Stream::ofNullable).findFirst().orElse(null);
	}

}
