package dev.heal.analysis.workload;

import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * StatefulSets without their headless Service.
 */
final class StatefulSetCheck implements ObjectCheck {

	private static final Pattern NAMES = Pattern.compile("external-dependency/.*|unknown/.*|.*/dns.*|.*/probe.*");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("StatefulSet").flatMap((set) -> headless(set, objects).stream());
	}

	private static Optional<ObjectFinding> headless(KubeObject set, ClusterObjects objects) {
		String name = set.text("/spec/serviceName");
		if (name.isEmpty() || !objects.knows("Service") || objects.find("Service", set.namespace(), name).isPresent()) {
			return Optional.empty();
		}
		return Optional.of(ObjectFinding
			.of(set, Replicas.of(set).complete() ? Standing.ODD : Standing.CONTRADICTION, Cause.CONFIG,
					"missing-service", 0.7,
					"names Service %s as that of its pods, which does not exist, so that they have no DNS names"
						.formatted(name),
					new Remedy("config-update", "Service " + name,
							"Create the headless Service %s in namespace %s, or correct serviceName of StatefulSet %s."
								.formatted(name, set.namespace(), set.name())))
			.seen(set.anchor("spec.serviceName is " + name, "/spec/serviceName"))
			.affecting(objects.podsOf(set), NAMES));
	}

}
