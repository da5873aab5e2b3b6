package dev.heal.analysis.around;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Services that send to a port, or by a protocol, that their pods do not declare.
 */
final class ServicePortCheck implements ObjectCheck {

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("Service")
			.filter((service) -> !Services.selector(service).isEmpty())
			.flatMap((service) -> find(service, objects));
	}

	private static Stream<ObjectFinding> find(KubeObject service, ClusterObjects objects) {
		List<JsonNode> ports = Services.ports(service).toList();
		return Services.backends(service, objects)
			.findFirst()
			.stream()
			.flatMap((backend) -> IntStream.range(0, ports.size())
				.mapToObj((index) -> find(service, index, ports.get(index), objects.top(backend)))
				.flatMap(Optional::stream));
	}

	private static Optional<ObjectFinding> find(KubeObject service, int index, JsonNode port, KubeObject backend) {
		JsonNode target = port.path("targetPort").isMissingNode() ? port.path("port") : port.path("targetPort");
		List<JsonNode> declared = Services.containerPorts(backend).toList();
		List<JsonNode> same = declared.stream().filter((candidate) -> isMeant(target, candidate)).toList();
		if (same.isEmpty()) {
			return (declared.isEmpty() && !isName(target)) ? Optional.empty()
					: Optional.of(noPort(service, index, port, target, backend, declared));
		}
		String protocol = protocol(port);
		return same.stream().anyMatch((candidate) -> protocol(candidate).equals(protocol)) ? Optional.empty()
				: Optional.of(otherProtocol(service, index, target, backend, protocol, protocol(same.getFirst())));
	}

	private static boolean isMeant(JsonNode target, JsonNode declared) {
		return isName(target) ? declared.path("name").asString("").equals(target.asString())
				: declared.path("containerPort").asInt(-1) == target.asInt(0);
	}

	private static boolean isName(JsonNode target) {
		return target.isString() && !target.asString().matches("\\d+");
	}

	private static String protocol(JsonNode port) {
		return port.path("protocol").asString("TCP");
	}

	private static ObjectFinding noPort(KubeObject service, int index, JsonNode port, JsonNode target,
			KubeObject backend, List<JsonNode> declared) {
		String known = declared.isEmpty() ? "none"
				: declared.stream()
					.map((candidate) -> candidate.path("containerPort").asString("")
							+ (candidate.has("name") ? " (" + candidate.path("name").asString("") + ")" : ""))
					.distinct()
					.collect(Collectors.joining(", "));
		return found(service, index, "service-port",
				"sends port %s to targetPort %s, which no container of %s declares: they declare %s"
					.formatted(port.path("port").asString(""), target.asString(""), backend.title(), known),
				"targetPort %s of %s".formatted(target.asString(""), service.title()),
				"Correct targetPort of Service %s to the port that %s listens on (%s).".formatted(service.name(),
						backend.title(), known))
			.seen(backend.anchor("ports of its containers: " + known, backend.templatePointer() + "/spec/containers"));
	}

	private static ObjectFinding otherProtocol(KubeObject service, int index, JsonNode target, KubeObject backend,
			String protocol, String meant) {
		return found(service, index, "service-protocol",
				"sends %s to port %s, where %s takes %s".formatted(protocol, target.asString(""), backend.title(),
						meant),
				"protocol of " + service.title(),
				"Set protocol %s at port %s of Service %s.".formatted(meant, target.asString(""), service.name()))
			.seen(backend.anchor("its containers declare %s %s".formatted(meant, target.asString("")),
					backend.templatePointer() + "/spec/containers"));
	}

	private static ObjectFinding found(KubeObject service, int index, String subtype, String statement, String target,
			String text) {
		return ObjectFinding
			.of(service, Standing.CONTRADICTION, Cause.CONFIG, subtype, 0.9, statement,
					new Remedy("config-update", target, text))
			.seen(service.anchor(service.title() + " " + statement, "/spec/ports/" + index));
	}

}
