package dev.heal.analysis.around;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;

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

	private Stream<String> keys(KubeObject service) {
		return Stream.concat(Stream.of(service), Services.backends(service, this.objects).flatMap(this.objects::chain))
			.map(KubeObject::key);
	}

}
