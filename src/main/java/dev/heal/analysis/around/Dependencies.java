package dev.heal.analysis.around;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * What a workload relies on within the cluster.
 */
public final class Dependencies {

	private static final Pattern HOST = Pattern.compile("[a-z](?:[-a-z0-9.]*[a-z0-9])?");

	private final ClusterObjects objects;

	public Dependencies(ClusterObjects objects) {
		this.objects = objects;
	}

	/**
	 * Returns what a failure speaks of as not answering.
	 * @param caller the workload that fails
	 * @param analysis its failure
	 * @return the keys of Services and of what stands behind them
	 */
	public Set<String> calledBy(KubeObject caller, Analysis analysis) {
		if (analysis.cause() != Cause.EXTERNAL_DEPENDENCY) {
			return Set.of();
		}
		Analysis.Remedy remedy = analysis.remedy();
		return Stream.of((remedy != null) ? remedy.target() : null, analysis.message(), analysis.errorLine())
			.filter(Objects::nonNull)
			.flatMap((text) -> hosts(String.valueOf(text)))
			.flatMap((host) -> Services.named(host, caller.namespace(), this.objects).stream())
			.flatMap(this::keys)
			.filter((key) -> !key.equals(caller.key()))
			.collect(Collectors.toSet());
	}

	/**
	 * Looks for the name that a failure could not resolve among the Services.
	 * @param caller the workload that fails
	 * @param analysis its failure
	 * @return what is wrong with the name, empty when it may stand for something else
	 */
	public Optional<ObjectFinding> unresolved(KubeObject caller, Analysis analysis) {
		Analysis.Remedy remedy = analysis.remedy();
		if (!"dns-failure".equals(analysis.subtype()) || remedy == null || remedy.target() == null) {
			return Optional.empty();
		}
		String host = remedy.target().replaceFirst(":\\d+$", "");
		ServiceName name = ServiceName.of(host, caller.namespace(), this.objects);
		boolean absent = name != null && this.objects.in(name.namespace(), "Service").findAny().isPresent()
				&& this.objects.find("Service", name.namespace(), name.service()).isEmpty();
		return (name != null && absent) ? Optional.of(missing(caller, name)) : Optional.empty();
	}

	private ObjectFinding missing(KubeObject caller, ServiceName name) {
		Optional<String> meant = this.objects.in(name.namespace(), "Service")
			.map(KubeObject::name)
			.filter((known) -> Likeness.near(known, name.service()))
			.findFirst();
		String advice = meant.map((known) -> "Correct the name: Service %s is there.".formatted(known))
			.orElseGet(() -> "Create Service %s in namespace %s, or correct the name.".formatted(name.service(),
					name.namespace()));
		return ObjectFinding
			.of(caller, Standing.CONTRADICTION, Cause.CONFIG, "missing-service", 0.85,
					"calls %s, and there is no such Service in namespace %s%s".formatted(name.service(),
							name.namespace(), meant.map((known) -> ", but a Service " + known).orElse("")),
					new Remedy("config-update", "Service " + name.service(), advice))
			.seen(caller.anchor("%s calls %s".formatted(caller.title(), name.service()),
					caller.templatePointer() + "/spec"));
	}

	private static Stream<String> hosts(String text) {
		Matcher matcher = HOST.matcher(text);
		Stream.Builder<String> hosts = Stream.builder();
		while (matcher.find()) {
			hosts.add(matcher.group());
		}
		return hosts.build();
	}

	/**
	 * Returns what a workload is told to call.
	 * @param caller the workload
	 * @return the keys of Services and of what stands behind them
	 */
	public Set<String> of(KubeObject caller) {
		return Calls.of(caller, this.objects)
			.flatMap((call) -> call.service(this.objects).stream())
			.flatMap(this::keys)
			.collect(Collectors.toSet());
	}

	/**
	 * Finds the Service that a host stands for.
	 * @param host its name, or its address in the cluster
	 * @param caller who calls it
	 * @return the Service
	 */
	public Optional<KubeObject> service(String host, KubeObject caller) {
		return Services.named(host, caller.namespace(), this.objects)
			.or(() -> this.objects.stream("Service")
				.filter((service) -> host.equals(service.text("/spec/clusterIP")))
				.findFirst());
	}

	/**
	 * Says that a name which nothing resolves is that of no Service.
	 * @param host the name
	 * @param caller who calls it
	 * @return a statement, empty when its namespace is not known well enough
	 */
	public Optional<String> missing(String host, KubeObject caller) {
		ServiceName name = ServiceName.of(host, caller.namespace(), this.objects);
		if (name == null || !this.objects.knows("Service")
				|| this.objects.in(name.namespace(), "Service").findAny().isEmpty()) {
			return Optional.empty();
		}
		String near = this.objects.in(name.namespace(), "Service")
			.map(KubeObject::name)
			.filter((service) -> Likeness.near(service, name.service()))
			.findFirst()
			.map((service) -> ", but a Service " + service)
			.orElse("");
		return Optional
			.of("there is no Service %s in namespace %s%s".formatted(name.service(), name.namespace(), near));
	}

	/**
	 * Returns the pods behind a Service, and the workloads whose pods would be.
	 * @param service the Service
	 * @return what stands behind it, and what that belongs to
	 */
	public Stream<KubeObject> behind(KubeObject service) {
		return Services.backends(service, this.objects).flatMap(this.objects::chain).distinct();
	}

	private Stream<String> keys(KubeObject service) {
		return Stream.concat(Stream.of(service), Services.backends(service, this.objects).flatMap(this.objects::chain))
			.map(KubeObject::key);
	}

}
