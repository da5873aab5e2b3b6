package dev.heal.analysis.around;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.around.Calls.Call;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * NetworkPolicies that keep workloads from what they are told to call.
 */
final class PolicyCheck implements ObjectCheck {

	private static final Pattern CUT_OFF = Pattern
		.compile("external-dependency/.*|(?:unknown|none)/.*|.*/(?:dns.*|probe.*|connection.*|.*timeout.*)");

	private static final int DNS = 53;

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		if (objects.stream("NetworkPolicy").findAny().isEmpty()) {
			return Stream.empty();
		}
		List<Call> calls = Calls.of(objects);
		PolicyRules in = new PolicyRules(objects, "Ingress");
		PolicyRules out = new PolicyRules(objects, "Egress");
		Stream<ObjectFinding> cut = calls.stream()
			.flatMap((call) -> Stream.concat(ingress(call, in), egress(call, out)));
		Stream<ObjectFinding> silent = objects.makers()
			.flatMap((maker) -> Stream.of(closed(maker, in), withoutNames(maker, out)).flatMap(Optional::stream));
		return Stream.concat(cut, silent);
	}

	private static Stream<ObjectFinding> ingress(Call call, PolicyRules rules) {
		return callee(call, rules.objects()).flatMap((callee) -> denying(call, callee, callee, call.caller(), rules));
	}

	private static Stream<ObjectFinding> egress(Call call, PolicyRules rules) {
		return callee(call, rules.objects()).flatMap((callee) -> denying(call, callee, call.caller(), callee, rules));
	}

	private static Stream<KubeObject> callee(Call call, ClusterObjects objects) {
		return call.service(objects)
			.flatMap((service) -> Services.backends(service, objects).findFirst())
			.map(objects::top)
			.stream();
	}

	private static Stream<ObjectFinding> denying(Call call, KubeObject callee, KubeObject restricted, KubeObject peer,
			PolicyRules rules) {
		List<KubeObject> policies = rules.restricting(restricted);
		OptionalInt port = targetPort(call, callee, rules.objects());
		boolean open = policies.isEmpty() || policies.stream().anyMatch((policy) -> rules.allows(policy, peer, port));
		if (open) {
			return Stream.empty();
		}
		String statement = "blocks %s from %s, which it calls (%s)".formatted(call.caller().title(), callee.title(),
				call.address());
		String text = "Allow %s of %s %s %s in NetworkPolicy %s, or delete that policy.".formatted(
				rules.direction().equals("Ingress") ? "ingress to the pods" : "egress from the pods",
				restricted.title(), rules.direction().equals("Ingress") ? "from" : "to", peer.title(),
				policies.getFirst().name());
		return Stream.of(found(policies.getFirst(), 0.88, statement, text, rules).seen(call.setting().anchor())
			.affecting(Stream.concat(Stream.of(call.caller(), callee), rules.objects().podsOf(call.caller())),
					CUT_OFF));
	}

	private static OptionalInt targetPort(Call call, KubeObject callee, ClusterObjects objects) {
		Optional<JsonNode> port = call.service(objects)
			.stream()
			.flatMap(Services::ports)
			.filter((known) -> call.port().isEmpty() || known.path("port").asInt(0) == call.port().getAsInt())
			.findFirst();
		JsonNode target = port.map((known) -> known.path("targetPort")).orElse(callee.at("/none"));
		if (target.isInt()) {
			return OptionalInt.of(target.asInt());
		}
		return (target.isMissingNode() && port.isPresent()) ? OptionalInt.of(port.get().path("port").asInt(0))
				: OptionalInt.empty();
	}

	private static Optional<ObjectFinding> closed(KubeObject maker, PolicyRules rules) {
		List<KubeObject> policies = rules.restricting(maker);
		boolean serves = Services.containerPorts(maker).findAny().isPresent();
		if (policies.isEmpty() || !serves || policies.stream().anyMatch(rules::allowsAnybody)) {
			return Optional.empty();
		}
		KubeObject policy = policies.getFirst();
		boolean told = rules.rules(policy).findAny().isPresent();
		String statement = told
				? "lets only pods in to %s that do not exist (%s)".formatted(maker.title(), rules.print(policy))
				: "lets nobody in to the pods of %s, and no other policy does".formatted(maker.title());
		return Optional.of(found(policy, 0.8, statement,
				"Allow ingress from those who call %s in NetworkPolicy %s, or delete that policy."
					.formatted(maker.title(), policy.name()),
				rules)
			.affecting(Stream.concat(Stream.of(maker), callers(maker, rules.objects())), CUT_OFF));
	}

	// its address may stand where it cannot be read, such as in a Secret: so whatever is
	// not ready beside it may be a caller
	private static Stream<KubeObject> callers(KubeObject maker, ClusterObjects objects) {
		return objects.in(maker.namespace(), "Pod")
			.filter((pod) -> !objects.top(pod).key().equals(maker.key()))
			.filter((pod) -> !pod.condition("Ready").filter((ready) -> ready.isTrue()).isPresent());
	}

	private static Optional<ObjectFinding> withoutNames(KubeObject maker, PolicyRules rules) {
		List<KubeObject> policies = rules.restricting(maker);
		boolean resolved = policies.isEmpty() || policies.stream()
			.flatMap(rules::rules)
			.anyMatch((rule) -> rules.allowsPort(rule, OptionalInt.of(DNS)));
		return resolved ? Optional.empty() : Optional.of(found(policies.getFirst(), 0.8,
				"keeps the pods of %s from DNS (port 53), so that they can resolve no name".formatted(maker.title()),
				"Allow egress to kube-system at port 53 (UDP and TCP) in NetworkPolicy %s."
					.formatted(policies.getFirst().name()),
				rules)
			.affecting(Stream.concat(Stream.of(maker), rules.objects().podsOf(maker)), CUT_OFF));
	}

	private static ObjectFinding found(KubeObject policy, double confidence, String statement, String text,
			PolicyRules rules) {
		return ObjectFinding
			.of(policy, Standing.CONTRADICTION, Cause.CONFIG, "network-policy", confidence, statement,
					new Remedy("config-update", policy.title(), text))
			.seen(policy.anchor("%s restricts %s".formatted(policy.title(), rules.direction()), "/spec"));
	}

}
