package dev.heal.analysis.workload;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.kubectl.Quantity;

/**
 * Workloads that lack pods where a quota of their namespace has no room for one more,
 * though no event says so any longer.
 */
final class QuotaCheck implements ObjectCheck {

	private static final Pattern SILENT = Pattern.compile(".*/(?:rollout-stuck|no-pods|inconclusive)|none/.*");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("Deployment", "StatefulSet", "Job")
			.filter((maker) -> Replicas.of(maker).lacksPods())
			.flatMap((maker) -> objects.in(maker.namespace(), "ResourceQuota")
				.flatMap((quota) -> exhausted(quota, maker).map((resource) -> found(maker, quota, resource)).stream())
				.limit(1));
	}

	private static Optional<String> exhausted(KubeObject quota, KubeObject maker) {
		return quota.at("/status/hard")
			.propertyStream()
			.map(Map.Entry::getKey)
			.filter((resource) -> asked(resource, maker).signum() > 0)
			.filter((resource) -> amount(quota, "used", resource).add(asked(resource, maker))
				.compareTo(amount(quota, "hard", resource)) > 0)
			.findFirst();
	}

	private static BigDecimal amount(KubeObject quota, String list, String resource) {
		return Quantity.of(quota.at("/status/" + list).path(resource)).amount();
	}

	private static BigDecimal asked(String resource, KubeObject maker) {
		if (resource.equals("pods")) {
			return BigDecimal.ONE;
		}
		String list = resource.startsWith("limits.") ? "limits" : "requests";
		String name = resource.replaceFirst("^(?:requests|limits)\\.", "");
		return maker.template()
			.at("/spec/containers")
			.valueStream()
			.map((container) -> container.path("resources").path(list).path(name))
			.filter((amount) -> !amount.isMissingNode())
			.map((amount) -> Quantity.of(amount).amount())
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static ObjectFinding found(KubeObject maker, KubeObject quota, String resource) {
		JsonNode status = quota.at("/status");
		String numbers = "%s of %s %s used".formatted(status.path("used").path(resource).asString("0"),
				status.path("hard").path(resource).asString("0"), resource);
		return ObjectFinding
			.of(maker, Standing.FAILURE, Cause.CONFIG, "quota", 0.8,
					"has %s: the quota %s of namespace %s has no room for one more (%s)".formatted(Replicas.of(maker),
							quota.name(), quota.namespace(), numbers),
					new Remedy("config-update", quota.title(),
							"Raise %s in ResourceQuota %s, lower what each pod asks for, or free some of it (%s)."
								.formatted(resource, quota.name(), numbers)))
			.seen(quota.anchor(numbers, "/status/used"),
					maker.anchor("%s has %s".formatted(maker.title(), Replicas.of(maker)), "/status"))
			.affecting(Stream.of(maker), SILENT);
	}

}
