package dev.heal.analysis.around;

import java.util.List;
import java.util.stream.Stream;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;

/**
 * All that is looked for around workloads.
 */
public final class AroundChecks implements ObjectCheck {

	private final List<ObjectCheck> checks = List.of(new NodeCheck(), new SystemCheck(), new ServiceSelectorCheck(),
			new ServicePortCheck(), new AddressCheck(), new IngressCheck(), new PolicyCheck(), new ClaimCheck(),
			new PlacementCheck(), new ReferenceCheck(), new WebhookCheck(), new PortClashCheck(), new ProbeCheck(),
			new DisruptionCheck());

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return this.checks.stream().flatMap((check) -> check.find(objects));
	}

}
