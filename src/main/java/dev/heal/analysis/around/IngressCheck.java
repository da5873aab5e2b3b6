package dev.heal.analysis.around;

import java.util.Optional;
import java.util.stream.Collectors;
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
 * Ingresses that lead to no Service, to a port that it lacks, or to no class or
 * certificate.
 */
final class IngressCheck implements ObjectCheck {

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("Ingress")
			.flatMap((ingress) -> Stream.of(backends(ingress, objects), ofClass(ingress, objects),
					certificates(ingress, objects)))
			.flatMap((findings) -> findings);
	}

	private static Stream<ObjectFinding> backends(KubeObject ingress, ClusterObjects objects) {
		Stream<JsonNode> paths = ingress.at("/spec/rules")
			.valueStream()
			.flatMap((rule) -> rule.at("/http/paths").valueStream())
			.map((path) -> path.at("/backend/service"));
		return Stream.concat(Stream.of(ingress.at("/spec/defaultBackend/service")), paths)
			.filter(JsonNode::isObject)
			.distinct()
			.flatMap((backend) -> backend(ingress, backend, objects).stream());
	}

	private static Optional<ObjectFinding> backend(KubeObject ingress, JsonNode backend, ClusterObjects objects) {
		String name = backend.path("name").asString("");
		Optional<KubeObject> service = objects.find("Service", ingress.namespace(), name);
		if (service.isEmpty()) {
			return objects.knows("Service") ? Optional
				.of(found(ingress, "ingress-service", "leads to Service %s, which does not exist".formatted(name),
						"Service " + name, "Create Service %s in namespace %s, or correct the backend of Ingress %s."
							.formatted(name, ingress.namespace(), ingress.name())))
					: Optional.empty();
		}
		JsonNode port = backend.path("port");
		boolean has = Services.ports(service.get())
			.anyMatch((known) -> port.has("name") ? known.path("name").equals(port.path("name"))
					: known.path("port").asInt(0) == port.path("number").asInt(0));
		String wanted = port.path("name").asString(port.path("number").asString(""));
		return has ? Optional.empty()
				: Optional.of(found(ingress, "ingress-port",
						"leads to port %s of Service %s, which has no such port".formatted(wanted, name),
						"backend port of " + ingress.title(),
						"Correct the port of the backend to one that Service %s has (%s).".formatted(name,
								Services.ports(service.get())
									.map((known) -> known.path("port").asString(""))
									.collect(Collectors.joining(", ")))));
	}

	private static Stream<ObjectFinding> ofClass(KubeObject ingress, ClusterObjects objects) {
		String name = ingress.text("/spec/ingressClassName");
		return (name.isEmpty() || !objects.knows("IngressClass") || objects.find("IngressClass", "", name).isPresent())
				? Stream.empty()
				: Stream.of(found(ingress, "ingress-class", "is of class %s, which does not exist".formatted(name),
						"ingressClassName of " + ingress.title(), "Name an IngressClass that exists."));
	}

	private static Stream<ObjectFinding> certificates(KubeObject ingress, ClusterObjects objects) {
		return objects.knows("Secret") ? ingress.at("/spec/tls")
			.valueStream()
			.map((tls) -> tls.path("secretName").asString(""))
			.filter((name) -> !name.isEmpty() && objects.find("Secret", ingress.namespace(), name).isEmpty())
			.map((name) -> found(ingress, "ingress-certificate",
					"takes its certificate from Secret %s, which does not exist".formatted(name), "Secret " + name,
					"Create Secret %s in namespace %s (type kubernetes.io/tls).".formatted(name, ingress.namespace())))
				: Stream.empty();
	}

	private static ObjectFinding found(KubeObject ingress, String subtype, String statement, String target,
			String text) {
		return ObjectFinding
			.of(ingress, Standing.CONTRADICTION, Cause.CONFIG, subtype, 0.85, statement,
					new Remedy("config-update", target, text))
			.seen(ingress.anchor(ingress.title() + " " + statement, "/spec"));
	}

}
