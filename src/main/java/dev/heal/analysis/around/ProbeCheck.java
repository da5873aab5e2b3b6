package dev.heal.analysis.around;

import java.util.List;
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

/**
 * Probes of unready pods that ask at a port which the container does not declare.
 */
final class ProbeCheck implements ObjectCheck {

	private static final Pattern SILENT = Pattern.compile("unknown/.*|none/.*|.*/(?:killed.*|exit.*)");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.makers()
			.filter((maker) -> objects.podsOf(maker).anyMatch(ProbeCheck::isUnready))
			.flatMap((maker) -> maker.template()
				.at("/spec/containers")
				.valueStream()
				.flatMap((container) -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
					.flatMap((probe) -> find(maker, container, probe, objects).stream()))
				.limit(1));
	}

	private static boolean isUnready(KubeObject pod) {
		return pod.condition("Ready").filter((ready) -> ready.status().equals("False")).isPresent();
	}

	private static Optional<ObjectFinding> find(KubeObject maker, JsonNode container, String probe,
			ClusterObjects objects) {
		JsonNode port = Stream.of("tcpSocket", "httpGet", "grpc")
			.map((kind) -> container.path(probe).path(kind).path("port"))
			.filter((candidate) -> !candidate.isMissingNode())
			.findFirst()
			.orElse(container.path("none"));
		List<String> declared = container.path("ports")
			.valueStream()
			.flatMap((known) -> Stream.of(known.path("containerPort").asString(""), known.path("name").asString("")))
			.filter((text) -> !text.isEmpty())
			.toList();
		if (port.isMissingNode() || declared.isEmpty() || declared.contains(port.asString(""))) {
			return Optional.empty();
		}
		String name = container.path("name").asString("");
		return Optional.of(ObjectFinding
			.of(maker, Standing.CONTRADICTION, Cause.CONFIG, "probe-port", 0.8,
					"has a %s of container %s that asks at port %s, which it does not declare: it declares %s"
						.formatted(probe, name, port.asString(""), String.join(", ", declared)),
					new Remedy("config-update", "%s of container %s of %s".formatted(probe, name, maker.title()),
							"Correct the port of the %s to the one that container %s listens on (%s).".formatted(probe,
									name, String.join(", ", declared))))
			.seen(maker.anchor("%s of container %s: port %s".formatted(probe, name, port.asString("")),
					maker.templatePointer() + "/spec/containers"))
			.affecting(objects.podsOf(maker), SILENT));
	}

}
