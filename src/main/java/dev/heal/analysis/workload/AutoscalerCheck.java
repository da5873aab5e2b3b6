package dev.heal.analysis.workload;

import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Autoscalers that have no metrics, no target, or no room.
 */
final class AutoscalerCheck implements ObjectCheck {

	private static final Pattern NO_REQUEST = Pattern
		.compile("missing request for (?P<resource>\\S+)(?: in container (?P<container>\\S+))?");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("HorizontalPodAutoscaler")
			.flatMap((scaler) -> Stream.of(target(scaler, objects), metrics(scaler), unable(scaler), limited(scaler))
				.flatMap(Optional::stream)
				.limit(1));
	}

	private static String targetOf(KubeObject scaler) {
		return scaler.text("/spec/scaleTargetRef/kind") + " " + scaler.text("/spec/scaleTargetRef/name");
	}

	private static Optional<ObjectFinding> target(KubeObject scaler, ClusterObjects objects) {
		String kind = scaler.text("/spec/scaleTargetRef/kind");
		boolean there = objects.find(kind, scaler.namespace(), scaler.text("/spec/scaleTargetRef/name")).isPresent();
		if (there || !objects.knows(kind)) {
			return Optional.empty();
		}
		return Optional.of(found(scaler, Cause.CONFIG, "autoscaler-target", 0.9,
				"scales %s, which does not exist".formatted(targetOf(scaler)), "scaleTargetRef of " + scaler.title(),
				"Correct spec.scaleTargetRef, or create what it names.")
			.seen(scaler.anchor("scaleTargetRef names " + targetOf(scaler), "/spec/scaleTargetRef")));
	}

	private static Optional<ObjectFinding> metrics(KubeObject scaler) {
		return broken(scaler, "ScalingActive").filter((condition) -> !condition.reason().equals("ScalingDisabled"))
			.map((condition) -> {
				Matcher request = NO_REQUEST.matcher(condition.message());
				return (request.find() ? request(scaler, request) : noMetrics(scaler, condition)).seen(scaler.anchor(
						"condition ScalingActive: %s, %s".formatted(condition.reason(), condition.message()),
						"/status/conditions"));
			});
	}

	private static ObjectFinding request(KubeObject scaler, Matcher request) {
		String resource = request.group("resource");
		String container = (request.group("container") != null) ? " of container " + request.group("container") : "";
		return found(scaler, Cause.CONFIG, "autoscaler-request", 0.9,
				"cannot scale %s, as its pods lack the %s request%s that use is measured against"
					.formatted(targetOf(scaler), resource, container),
				"%s request of %s".formatted(resource, targetOf(scaler)),
				"Set resources.requests.%s%s in the template of %s.".formatted(resource, container, targetOf(scaler)));
	}

	// many clusters have autoscalers and no metrics, and nothing fails for want of them
	private static ObjectFinding noMetrics(KubeObject scaler, ConditionReading condition) {
		return ObjectFinding.of(scaler, Standing.ODD, Cause.INFRASTRUCTURE, "autoscaler-metrics", 0.6,
				"gets no metrics for %s (%s): %s".formatted(targetOf(scaler), condition.reason(), condition.message()),
				new Remedy("cluster", "metrics of " + scaler.title(),
						"Make sure that the metrics API answers (metrics-server, or the adapter of custom metrics)."));
	}

	private static Optional<ObjectFinding> unable(KubeObject scaler) {
		return broken(scaler, "AbleToScale").map((condition) -> found(scaler, Cause.CONFIG, "autoscaler-scale", 0.8,
				"cannot scale %s: %s".formatted(targetOf(scaler), condition.message()),
				"scaleTargetRef of " + scaler.title(), condition.message())
			.seen(scaler.anchor("condition AbleToScale: " + condition.reason(), "/status/conditions")));
	}

	private static Optional<ConditionReading> broken(KubeObject scaler, String type) {
		return scaler.condition(type).filter((condition) -> condition.status().equals("False"));
	}

	private static Optional<ObjectFinding> limited(KubeObject scaler) {
		return scaler.condition("ScalingLimited")
			.filter((condition) -> condition.isTrue() && condition.reason().equals("TooManyReplicas"))
			.map((condition) -> ObjectFinding
				.of(scaler, Standing.ODD, Cause.INFRASTRUCTURE, "autoscaler-maximum", 0.7,
						"is at its maximum of %d replicas of %s and wants more"
							.formatted(scaler.at("/spec/maxReplicas").asInt(0), targetOf(scaler)),
						new Remedy("resource-increase", "maxReplicas of " + scaler.title(),
								"Raise spec.maxReplicas (%d), or find out what the load comes from."
									.formatted(scaler.at("/spec/maxReplicas").asInt(0))))
				.seen(scaler.anchor("condition ScalingLimited: " + condition.message(), "/status/conditions")));
	}

	private static ObjectFinding found(KubeObject scaler, Cause cause, String subtype, double confidence,
			String statement, String target, String text) {
		return ObjectFinding.of(scaler, Standing.CONTRADICTION, cause, subtype, confidence, statement,
				new Remedy((cause == Cause.CONFIG) ? "config-update" : "cluster", target, text));
	}

}
