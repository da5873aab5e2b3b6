package dev.heal.analysis.workload;

import java.util.Locale;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.analysis.objects.Selector;

/**
 * Workloads that are told to have no pods: replicas 0, suspended.
 */
final class ScaleCheck implements ObjectCheck {

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		Stream<ObjectFinding> zero = objects.makers()
			.filter((maker) -> maker.at("/spec/replicas").isNumber() && maker.at("/spec/replicas").asInt() == 0)
			.map((maker) -> zero(maker, objects));
		Stream<ObjectFinding> suspended = objects.stream("Job")
			.filter((job) -> job.at("/spec/suspend").asBoolean(false))
			.map((job) -> suspended(job));
		Stream<ObjectFinding> cronJobs = objects.stream("CronJob")
			.filter((job) -> job.at("/spec/suspend").asBoolean(false))
			.map((job) -> suspended(job));
		return Stream.of(zero, suspended, cronJobs).flatMap((findings) -> findings);
	}

	private static ObjectFinding zero(KubeObject maker, ClusterObjects objects) {
		boolean needed = services(maker, objects).findAny().isPresent();
		String relied = needed ? ", and " + services(maker, objects).findFirst().orElseThrow().title() + " relies on it"
				: "";
		return ObjectFinding.of(maker, needed ? Standing.CONTRADICTION : Standing.ODD, Cause.CONFIG, "scaled-to-zero",
				needed ? 0.85 : 0.6, "is scaled to 0 replicas" + relied,
				new Remedy("config-update", "replicas of " + maker.title(),
						"Scale it up: kubectl scale %s/%s -n %s --replicas=1 (and look for what scaled it down: an autoscaler, a roll-out, a person)."
							.formatted(maker.kind().toLowerCase(Locale.ROOT), maker.name(), maker.namespace())))
			.seen(maker.anchor("spec.replicas of %s is 0".formatted(maker.title()), "/spec/replicas"))
			.affecting(services(maker, objects), ObjectFinding.ANYTHING);
	}

	private static Stream<KubeObject> services(KubeObject maker, ClusterObjects objects) {
		return objects.in(maker.namespace(), "Service")
			.filter((service) -> Selector.isSubset(service.at("/spec/selector"),
					maker.template().at("/metadata/labels")));
	}

	private static ObjectFinding suspended(KubeObject job) {
		return ObjectFinding
			.of(job, Standing.ODD, Cause.CONFIG, "suspended", 0.8, "is suspended, so it starts nothing",
					new Remedy("config-update", "suspend of " + job.title(),
							"Set spec.suspend of %s to false.".formatted(job.title())))
			.seen(job.anchor("spec.suspend of %s is true".formatted(job.title()), "/spec/suspend"));
	}

}
