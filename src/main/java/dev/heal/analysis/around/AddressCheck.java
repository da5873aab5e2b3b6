package dev.heal.analysis.around;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.around.Calls.Call;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * Workloads that are told an address which no Service of the cluster has.
 */
final class AddressCheck implements ObjectCheck {

	private static final Pattern CALLER = Pattern
		.compile("external-dependency/.*|(?:unknown|none)/.*|.*/(?:dns.*|probe.*|connection.*|.*timeout.*)");

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		if (!objects.knows("Service")) {
			return Stream.empty();
		}
		Map<String, List<Call>> byAddress = Calls.of(objects)
			.stream()
			.filter((call) -> isKnown(call.callee().namespace(), objects))
			.collect(Collectors.groupingBy((call) -> call.callee() + ":" + call.port(), LinkedHashMap::new,
					Collectors.toList()));
		return byAddress.values().stream().flatMap((calls) -> find(calls, objects).stream());
	}

	private static boolean isKnown(String namespace, ClusterObjects objects) {
		boolean absent = objects.knows("Namespace") && objects.find("Namespace", "", namespace).isEmpty();
		return absent || objects.in(namespace, "Service").findAny().isPresent();
	}

	private static Optional<ObjectFinding> find(List<Call> calls, ClusterObjects objects) {
		Call first = calls.getFirst();
		Optional<KubeObject> service = first.service(objects);
		return service.isEmpty() ? missing(calls, objects)
				: service.filter((known) -> !hasPort(known, first)).map((known) -> otherPort(calls, known, objects));
	}

	private static boolean hasPort(KubeObject service, Call call) {
		return call.port().isEmpty() || Services.isHeadless(service) || Services.isExternal(service)
				|| Services.ports(service).anyMatch((port) -> port.path("port").asInt(0) == call.port().getAsInt());
	}

	private static Optional<ObjectFinding> missing(List<Call> calls, ClusterObjects objects) {
		Call first = calls.getFirst();
		String name = first.callee().service();
		Optional<KubeObject> meant = objects.in(first.callee().namespace(), "Service")
			.filter((service) -> Likeness.near(service.name(), name))
			.findFirst();
		boolean workload = objects.makers()
			.anyMatch((maker) -> maker.namespace().equals(first.callee().namespace()) && maker.name().equals(name));
		boolean certain = first.address().certain() && first.setting().isForAddresses();
		if (!certain && meant.isEmpty() && !workload) {
			return Optional.empty();
		}
		boolean slip = meant.isPresent() && calls.size() == 1 && !workload;
		String target = slip ? first.setting().name() + " of " + first.caller().title() : "Service " + name;
		String text = slip
				? "Correct %s of %s: Service %s is there.".formatted(first.setting().name(), first.caller().title(),
						meant.get().name())
				: "Create Service %s in namespace %s, or correct %s of %s.".formatted(name, first.callee().namespace(),
						first.setting().name(), first.caller().title());
		double confidence = (slip || workload) ? 0.9 : (calls.size() > 1) ? 0.85 : 0.7;
		return Optional.of(found(calls, first.caller(), "missing-service", confidence,
				"calls %s (%s), and there is no Service %s in namespace %s%s".formatted(first.address(),
						first.setting().name(), name, first.callee().namespace(),
						meant.map((service) -> ", but a Service " + service.name()).orElse("")),
				new Remedy("config-update", target, text), objects));
	}

	private static ObjectFinding otherPort(List<Call> calls, KubeObject service, ClusterObjects objects) {
		Call first = calls.getFirst();
		int port = first.port().orElseThrow();
		String ports = Services.ports(service)
			.map((known) -> known.path("port").asString(""))
			.collect(Collectors.joining(", "));
		boolean declared = Services.backends(service, objects)
			.flatMap(Services::containerPorts)
			.anyMatch((known) -> known.path("containerPort").asInt(0) == port);
		if (declared || calls.size() > 1) {
			return found(calls, service, "service-port", 0.9,
					"has port %s, and %s calls it at port %d (%s)".formatted(ports, first.caller().title(), port,
							first.setting().name()),
					new Remedy("config-update", "port of " + service.title(),
							"Give Service %s port %d, or correct %s of %s.".formatted(service.name(), port,
									first.setting().name(), first.caller().title())),
					objects)
				.seen(service.anchor("ports of %s: %s".formatted(service.title(), ports), "/spec/ports"));
		}
		return found(calls, first.caller(), "service-address", 0.9,
				"calls Service %s at port %d (%s is %s), which has port %s".formatted(service.name(), port,
						first.setting().name(), first.address(), ports),
				new Remedy("config-update", first.setting().name() + " of " + first.caller().title(),
						"Correct %s of %s to port %s of Service %s.".formatted(first.setting().name(),
								first.caller().title(), ports, service.name())),
				objects)
			.seen(service.anchor("ports of %s: %s".formatted(service.title(), ports), "/spec/ports"));
	}

	private static ObjectFinding found(List<Call> calls, KubeObject subject, String subtype, double confidence,
			String statement, Remedy remedy, ClusterObjects objects) {
		ObjectFinding finding = ObjectFinding
			.of(subject, Standing.CONTRADICTION, Cause.CONFIG, subtype, confidence, statement, remedy)
			.affecting(calls.stream()
				.map(Call::caller)
				.flatMap((caller) -> Stream.concat(Stream.of(caller), objects.podsOf(caller))), CALLER);
		return calls.stream()
			.limit(3)
			.map((call) -> call.setting().anchor())
			.reduce(finding, ObjectFinding::seen, (left, _) -> left);
	}

}
