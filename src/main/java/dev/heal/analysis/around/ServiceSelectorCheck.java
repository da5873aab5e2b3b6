package dev.heal.analysis.around;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.analysis.objects.Selector;

/**
 * Services that no pod stands behind, and none is meant to come.
 */
final class ServiceSelectorCheck implements ObjectCheck {

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("Service")
			.filter((service) -> !Services.isExternal(service) && populated(service, objects))
			.flatMap((service) -> (Services.selector(service).isEmpty() ? unmanaged(service, objects)
					: unmatched(service, objects))
				.stream());
	}

	private static boolean populated(KubeObject service, ClusterObjects objects) {
		return objects.in(service.namespace(), "Pod", "Deployment", "StatefulSet", "DaemonSet").findAny().isPresent();
	}

	private static Optional<ObjectFinding> unmatched(KubeObject service, ClusterObjects objects) {
		if (Services.backends(service, objects).findAny().isPresent()) {
			return Optional.empty();
		}
		JsonNode selector = Services.selector(service);
		Optional<KubeObject> meant = meant(service, objects);
		String near = meant
			.map((maker) -> "; the pods of %s have %s".formatted(maker.title(),
					Selector.difference(selector, labels(maker))))
			.orElse("");
		String text = meant.map((
				maker) -> "Correct spec.selector of Service %s to labels that the pods of %s have (%s), or label those pods with %s."
					.formatted(service.name(), maker.title(), Selector.print(labels(maker)), Selector.print(selector)))
			.orElseGet(() -> "Correct spec.selector of Service %s (%s), or run the pods that it is for."
				.formatted(service.name(), Selector.print(selector)));
		boolean isCalled = meant.isPresent() || Calls.of(objects).stream().anyMatch((call) -> call.isTo(service));
		return Optional.of(ObjectFinding
			.of(service, isCalled ? Standing.CONTRADICTION : Standing.ODD, Cause.CONFIG, "service-selector",
					meant.isPresent() ? 0.93 : isCalled ? 0.8 : 0.6,
					"selects no pod, so that it has no endpoints: its selector %s fits none%s"
						.formatted(Selector.print(selector), near),
					new Remedy("config-update", "selector of " + service.title(), text))
			.seen(service.anchor("selector of %s: %s".formatted(service.title(), Selector.print(selector)),
					"/spec/selector"))
			.seen(meant.map((maker) -> maker.anchor("labels of its pods: " + Selector.print(labels(maker)),
					maker.templatePointer() + "/metadata/labels"))
				.stream()
				.toArray(Anchor[]::new)));
	}

	private static JsonNode labels(KubeObject maker) {
		return maker.template().at("/metadata/labels");
	}

	// finds the workload that a Service is most likely meant for: that of its name, else
	// one that shares some
	// of the labels
	private static Optional<KubeObject> meant(KubeObject service, ClusterObjects objects) {
		return objects.makers()
			.filter((maker) -> maker.namespace().equals(service.namespace()) && maker.template().isObject())
			.filter((maker) -> likeness(service, maker) > 0)
			.max(Comparator.comparingInt((maker) -> likeness(service, maker)));
	}

	private static int likeness(KubeObject service, KubeObject maker) {
		JsonNode labels = labels(maker);
		int shared = (int) Services.selector(service)
			.propertyStream()
			.filter((label) -> labels.path(label.getKey()).asString("\n").equals(label.getValue().asString("")))
			.count();
		boolean namesake = maker.name().equals(service.name());
		boolean similar = Likeness.near(maker.name(), service.name());
		return (namesake ? 10 : similar ? 4 : 0) + 2 * shared;
	}

	private static Optional<ObjectFinding> unmanaged(KubeObject service, ClusterObjects objects) {
		boolean known = objects.knows("Endpoints") || objects.knows("EndpointSlice");
		boolean has = objects.find("Endpoints", service.namespace(), service.name())
			.filter((endpoints) -> !endpoints.at("/subsets").isEmpty())
			.isPresent() || objects.in(service.namespace(), "EndpointSlice").anyMatch((slice) -> isOf(slice, service));
		if (!known || has || service.name().equals("kubernetes")) {
			return Optional.empty();
		}
		return Optional.of(ObjectFinding
			.of(service, Standing.CONTRADICTION, Cause.CONFIG, "service-selector", 0.75,
					"has no selector, and nobody gives it endpoints",
					new Remedy("config-update", "selector of " + service.title(),
							"Give Service %s a selector, or Endpoints of its own.".formatted(service.name())))
			.seen(service.anchor(service.title() + " has no selector", "/spec")));
	}

	private static boolean isOf(KubeObject slice, KubeObject service) {
		return slice.labels().path("kubernetes.io/service-name").asString("").equals(service.name())
				&& !slice.at("/endpoints").isEmpty();
	}

}
