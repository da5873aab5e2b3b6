package dev.heal.analysis.workload;

import java.util.List;
import java.util.stream.Stream;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;

/**
 * All that is looked for in workloads.
 */
public final class WorkloadChecks implements ObjectCheck {

	private final List<ObjectCheck> checks = List.of(new ControllerWords(), new QuotaCheck(), new ScaleCheck(),
			new RolloutCheck(), new StatefulSetCheck(), new DaemonSetCheck(), new CronJobCheck(),
			new AutoscalerCheck());

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return this.checks.stream().flatMap((check) -> check.find(objects));
	}

}
