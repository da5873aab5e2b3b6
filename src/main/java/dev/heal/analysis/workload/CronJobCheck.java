package dev.heal.analysis.workload;

import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.EventReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * CronJobs that start nothing: missed times, a bad schedule, a run that never ends.
 */
final class CronJobCheck implements ObjectCheck {

	private static final Pattern MISSED = Pattern.compile("FailedNeedsStart|TooManyMissedTimes|MissSchedule");

	private static final Pattern UNPARSEABLE = Pattern.compile("UnparseableSchedule|UnknownTimeZone|FailedCreate");

	/**
	 * The controller looks every ten seconds: what must start sooner is missed.
	 */
	private static final int SOONEST = 10;

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("CronJob")
			.flatMap((job) -> Stream
				.of(deadline(job), unparseable(job, objects), missed(job, objects), forbidden(job, objects))
				.flatMap(Optional::stream)
				.limit(1));
	}

	private static Optional<ObjectFinding> deadline(KubeObject job) {
		int seconds = job.at("/spec/startingDeadlineSeconds").asInt(SOONEST);
		if (seconds >= SOONEST) {
			return Optional.empty();
		}
		return Optional.of(found(job, "cronjob-deadline", 0.8,
				"may start only within %d s, which is less than the controller takes to look again".formatted(seconds),
				"startingDeadlineSeconds of " + job.title(), "Raise spec.startingDeadlineSeconds to 200 or more.")
			.seen(job.anchor("startingDeadlineSeconds is " + seconds, "/spec/startingDeadlineSeconds")));
	}

	private static Optional<ObjectFinding> unparseable(KubeObject job, ClusterObjects objects) {
		return last(job, objects, UNPARSEABLE).map((event) -> found(job, "cronjob-schedule", 0.9,
				"starts nothing: " + event.message(), "schedule of " + job.title(),
				"Correct the schedule or the time zone (%s %s), or what the controller complains of: %s"
					.formatted(job.text("/spec/schedule"), job.text("/spec/timeZone"), event.message()))
			.seen(anchor(event)));
	}

	private static Optional<ObjectFinding> missed(KubeObject job, ClusterObjects objects) {
		return last(job, objects, MISSED).map((event) -> found(job, "cronjob-missed", 0.85,
				"missed its times: " + event.message(), "startingDeadlineSeconds of " + job.title(),
				"Set spec.startingDeadlineSeconds, so that long missed times do not count: " + event.message())
			.seen(anchor(event)));
	}

	private static Optional<ObjectFinding> forbidden(KubeObject job, ClusterObjects objects) {
		return last(job, objects, Pattern.compile("JobAlreadyActive")).map((event) -> found(job, "cronjob-forbid", 0.75,
				"starts no new Job, as concurrencyPolicy Forbid waits for %s to end"
					.formatted(job.at("/status/active").path(0).path("name").asString("the one that is active")),
				"concurrencyPolicy of " + job.title(),
				"Find out why the active Job does not end, give it an activeDeadlineSeconds, or choose concurrencyPolicy Replace.")
			.seen(anchor(event)));
	}

	private static Optional<EventReading> last(KubeObject job, ClusterObjects objects, Pattern reasons) {
		return objects.events(job).reversed().stream().filter((event) -> reasons.matches(event.reason())).findFirst();
	}

	private static Anchor anchor(EventReading event) {
		return new Anchor(event.reason() + ": " + event.message(), event.object(), event.pointer());
	}

	private static ObjectFinding found(KubeObject job, String subtype, double confidence, String statement,
			String target, String text) {
		return ObjectFinding.of(job, Standing.FAILURE, Cause.CONFIG, subtype, confidence, statement,
				new Remedy("config-update", target, text));
	}

}
