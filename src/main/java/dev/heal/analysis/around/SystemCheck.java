package dev.heal.analysis.around;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.Times;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * The parts of the cluster that all workloads rely on: DNS, scheduler, controllers, and
 * what runs on each node.
 */
final class SystemCheck implements ObjectCheck {

	private static final String SYSTEM = "kube-system";

	private static final Pattern UNRESOLVED = Pattern.compile(".*/dns.*|external-dependency/.*");

	private static final Pattern UNSCHEDULED = Pattern
		.compile(".*/(?:scheduler-silent|starting|inconclusive|unknown-scheduler)|unknown/.*");

	private static final Pattern BESIDE = Pattern
		.compile("external-dependency/.*|unknown/.*|.*/(?:dns.*|probe.*|connection.*|.*timeout.*)");

	private static final Duration SILENT = Duration.ofMinutes(2);

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		Stream<ObjectFinding> parts = Stream.of("kube-scheduler", "kube-controller-manager")
			.flatMap((part) -> part(part, objects).or(() -> silent(part, objects)).stream());
		Stream<ObjectFinding> agents = objects.in(SYSTEM, "Pod")
			.filter((pod) -> objects.top(pod).kind().equals("DaemonSet") && !isReady(pod) && !pod.beingDeleted())
			.map((pod) -> agent(pod, objects));
		return Stream.of(dns(objects).stream(), parts, agents).flatMap((findings) -> findings);
	}

	// kube-proxy and the network plugin: what fails of the pods beside them may be theirs
	private static ObjectFinding agent(KubeObject pod, ClusterObjects objects) {
		String node = pod.text("/spec/nodeName");
		String part = objects.top(pod).name();
		return ObjectFinding
			.of(pod, Standing.FAILURE, Cause.INFRASTRUCTURE, "node-agent-down", 0.75,
					"is not ready: %s does not work on node %s".formatted(part, node),
					new Remedy("cluster", "%s on node %s".formatted(part, node),
							"Look at the log of %s: kubectl logs -n %s %s --previous.".formatted(pod.title(),
									pod.namespace(), pod.name())))
			.seen(pod.anchor(pod.title() + " is not ready", "/status"))
			.affecting(
					Stream.concat(Stream.of(pod),
							objects.stream("Pod").filter((other) -> other.text("/spec/nodeName").equals(node))),
					BESIDE);
	}

	private static Optional<ObjectFinding> dns(ClusterObjects objects) {
		Optional<KubeObject> service = objects.find("Service", SYSTEM, "kube-dns");
		if (service.isEmpty() || objects.in(SYSTEM, "Pod", "Deployment").findAny().isEmpty()) {
			return Optional.empty();
		}
		List<KubeObject> pods = Services.pods(service.get(), objects).toList();
		boolean answers = pods.stream().anyMatch(SystemCheck::isReady);
		KubeObject subject = Services.backends(service.get(), objects)
			.map(objects::top)
			.findFirst()
			.orElse(service.get());
		String why = pods.isEmpty() ? "it has no pod" : "none of its %d pods is ready".formatted(pods.size());
		return answers ? Optional.empty()
				: Optional.of(found(subject, "cluster-dns", "does not serve the cluster's DNS: " + why, subject.title(),
						"Bring %s in kube-system back: no name in the cluster is resolved without it."
							.formatted(subject.title()))
					.affecting(objects.stream("Pod"), UNRESOLVED));
	}

	private static boolean isReady(KubeObject pod) {
		return pod.condition("Ready").filter((condition) -> condition.isTrue()).isPresent();
	}

	private static Optional<ObjectFinding> part(String part, ClusterObjects objects) {
		List<KubeObject> all = objects.in(SYSTEM, "Pod")
			.filter((pod) -> pod.labels().path("tier").asString("").equals("control-plane"))
			.toList();
		List<KubeObject> own = all.stream()
			.filter((pod) -> pod.labels().path("component").asString("").equals(part))
			.toList();
		if (all.isEmpty() || own.stream().anyMatch(SystemCheck::isReady)) {
			return Optional.empty();
		}
		KubeObject subject = own.isEmpty() ? all.getFirst() : own.getFirst();
		String statement = own.isEmpty() ? "is there, but no pod of %s is".formatted(part) : "is not ready";
		return Optional.of(found(subject, part + "-down", statement, part, "Bring %s back.".formatted(part))
			.affecting(unscheduled(objects), UNSCHEDULED));
	}

	private static Optional<ObjectFinding> silent(String part, ClusterObjects objects) {
		return objects.find("Lease", SYSTEM, part)
			.filter((lease) -> Times.of(lease.at("/spec/renewTime"))
				.filter((time) -> Duration.between(time, objects.now()).compareTo(SILENT) > 0)
				.isPresent())
			.map((lease) -> found(lease, part + "-down",
					"has not been renewed since %s: %s is silent".formatted(lease.text("/spec/renewTime"), part), part,
					"Bring %s back.".formatted(part))
				.affecting(unscheduled(objects), UNSCHEDULED));
	}

	private static Stream<KubeObject> unscheduled(ClusterObjects objects) {
		return objects.stream("Pod").filter((pod) -> pod.text("/spec/nodeName").isEmpty());
	}

	private static ObjectFinding found(KubeObject subject, String subtype, String statement, String target,
			String text) {
		return ObjectFinding
			.of(subject, Standing.FAILURE, Cause.INFRASTRUCTURE, subtype, 0.93, statement,
					new Remedy("cluster", target, text))
			.seen(subject.anchor(subject.title() + " " + statement, "/status"));
	}

}
