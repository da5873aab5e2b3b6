package dev.heal.analysis.around;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.around.References.Reference;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Workloads that name a ConfigMap, Secret, key, claim, service account or class which
 * does not exist.
 */
final class ReferenceCheck implements ObjectCheck {

	private static final String[] KEYS = { "/data", "/stringData", "/binaryData" };

	private static final int MOST_KEYS = 20;

	private static final Set<String> OF_CLUSTER = Set.of("PriorityClass", "RuntimeClass");

	/**
	 * What the pod itself says of a missing object is as good.
	 */
	private static final Pattern SILENT = Pattern
		.compile("unknown/.*|none/(?:starting|inconclusive)|.*/(?:image-pull.*|pull-.*|image-auth.*|registry-auth.*)");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.makers()
			.flatMap((maker) -> References.of(maker)
				.filter((reference) -> !reference.optional())
				.flatMap((reference) -> find(maker, reference, objects).stream())
				.limit(3));
	}

	private static Optional<ObjectFinding> find(KubeObject maker, Reference reference, ClusterObjects objects) {
		if (!objects.knows(reference.kind())) {
			return Optional.empty();
		}
		String namespace = OF_CLUSTER.contains(reference.kind()) ? "" : maker.namespace();
		Optional<KubeObject> object = objects.find(reference.kind(), namespace, reference.name());
		if (object.isEmpty()) {
			return Optional.of(found(maker, objects, "missing-" + subtype(reference.kind()),
					"names %s %s (%s), which does not exist".formatted(reference.kind(), reference.name(),
							reference.where()),
					"%s %s".formatted(reference.kind(), reference.name()),
					"Create %s %s, or correct %s in the template of %s.".formatted(reference.kind(), reference.name(),
							reference.where(), maker.title())));
		}
		return object.filter((known) -> !reference.key().isEmpty() && !hasKey(known, reference.key()))
			.map((known) -> found(maker, objects, "missing-key",
					"takes %s from key %s of %s, which has no such key (%s)".formatted(reference.where(),
							reference.key(), known.title(), keys(known)),
					"key %s of %s".formatted(reference.key(), known.title()),
					"Add key %s to %s (%s), or correct %s in the template of %s.".formatted(reference.key(),
							known.title(), keys(known), reference.where(), maker.title())));
	}

	private static String subtype(String kind) {
		return switch (kind) {
			case "ServiceAccount" -> "service-account";
			case "PriorityClass" -> "priority-class";
			case "RuntimeClass" -> "runtime-class";
			case "PersistentVolumeClaim" -> "pvc";
			default -> kind.toLowerCase(Locale.ROOT);
		};
	}

	private static boolean hasKey(KubeObject object, String key) {
		boolean unknown = object.text("/keys").equals("unknown");
		return unknown || Stream.of(KEYS).anyMatch((part) -> object.at(part).has(key));
	}

	private static String keys(KubeObject object) {
		String keys = Stream.of(KEYS)
			.flatMap((part) -> object.at(part).propertyNames().stream())
			.sorted()
			.limit(MOST_KEYS)
			.collect(Collectors.joining(", "));
		return keys.isEmpty() ? "it has none" : "it has " + keys;
	}

	private static ObjectFinding found(KubeObject maker, ClusterObjects objects, String subtype, String statement,
			String target, String text) {
		return ObjectFinding
			.of(maker, isWell(maker) ? Standing.ODD : Standing.CONTRADICTION, Cause.CONFIG, subtype, 0.8, statement,
					new Remedy("config-update", target, text))
			.seen(maker.anchor(maker.title() + " " + statement, maker.templatePointer() + "/spec"))
			.affecting(objects.podsOf(maker), SILENT);
	}

	// pods that run were made when it was there
	private static boolean isWell(KubeObject maker) {
		int wanted = maker.at("/spec/replicas").asInt(1);
		return maker.at("/status/readyReplicas").asInt(0) >= wanted && wanted > 0;
	}

}
