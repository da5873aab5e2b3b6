package dev.heal.analysis.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Dependency;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.KubeObject;

/**
 * The pods behind a Service, and how they are.
 */
final class Backends {

	private static final int LOOKED_AT = 3;

	private final List<KubeObject> pods;

	private final List<KubeObject> unready;

	private final FailingPods failing;

	Backends(Stream<KubeObject> pods, FailingPods failing) {
		this.pods = pods.toList();
		this.unready = this.pods.stream().filter((pod) -> !failing.isSteady(pod)).toList();
		this.failing = failing;
	}

	/**
	 * Tells whether there are pods, and none of them is ready.
	 * @return whether nobody answers because of that
	 */
	boolean failing() {
		return !this.pods.isEmpty() && this.unready.size() == this.pods.size();
	}

	/**
	 * Says how they are.
	 * @return a clause
	 */
	String state() {
		String ready = "%d of its %d pods are ready".formatted(this.pods.size() - this.unready.size(),
				this.pods.size());
		return worst().filter((candidate) -> !told(candidate).isEmpty())
			.map((candidate) -> "%s; %s: %s".formatted(ready, title(candidate), told(candidate)))
			.orElse(ready);
	}

	private static String title(Candidate candidate) {
		KubeObject pod = candidate.pod();
		return (pod != null) ? pod.title() : candidate.subject().title();
	}

	// without its log there may be no more to say than how it ended
	private static String told(Candidate candidate) {
		Analysis analysis = candidate.analysis();
		return (analysis.cause() != Cause.UNKNOWN) ? analysis.summary()
				: analysis.claims().stream().findFirst().map(Claim::text).orElse("");
	}

	/**
	 * Adds them to the failure of who calls them.
	 * @param analysis the failure
	 * @param service the Service that they are behind
	 * @param incidents the incidents there may be of them
	 * @param translation says where the evidence of a claim stands
	 * @return the failure, which names theirs where all of them fail
	 */
	Analysis explaining(Analysis analysis, KubeObject service, List<String> incidents,
			UnaryOperator<Claim> translation) {
		Dependency dependency = new Dependency(service.namespace() + "/" + service.name(), incidents, failing(),
				state());
		if (!failing()) {
			return analysis.on(dependency, analysis.summary(), analysis.claims(), analysis.remedy());
		}
		List<Claim> claims = Stream.concat(analysis.claims().stream(), claims().map(translation)).toList();
		Remedy remedy = analysis.remedy();
		return analysis.on(dependency, "%s; %s: %s".formatted(analysis.summary(), service, state()), claims,
				new Remedy("dependency", (remedy != null) ? remedy.target() : null,
						"Repair what stands behind %s first: %s".formatted(service, state())));
	}

	Stream<Claim> claims() {
		return worst().stream().flatMap((candidate) -> candidate.analysis().claims().stream()).limit(LOOKED_AT);
	}

	private Optional<Candidate> worst() {
		return this.unready.stream()
			.limit(LOOKED_AT)
			.map((pod) -> this.failing.analyzed(pod, null))
			.max(Comparator.comparingDouble(Candidate::weight));
	}

}
