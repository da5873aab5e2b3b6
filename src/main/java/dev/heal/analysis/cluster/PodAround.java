package dev.heal.analysis.cluster;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Cause;
import dev.heal.analysis.around.AroundChecks;
import dev.heal.analysis.around.Dependencies;
import dev.heal.analysis.change.Changes;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;
import dev.heal.analysis.workload.WorkloadChecks;
import dev.heal.evidence.Evidence;

/**
 * What the surroundings of one failing pod add to what the pod says of itself: the fault
 * behind it where the failure speaks of that, what it calls in vain, what changed.
 */
final class PodAround {

	/**
	 * What may have its reason outside of the pod. A bug is one whatever stands around
	 * it.
	 */
	private static final Set<Cause> OPEN = EnumSet.of(Cause.EXTERNAL_DEPENDENCY, Cause.CONFIG, Cause.INFRASTRUCTURE,
			Cause.UNKNOWN);

	private static final Pattern NO_NAME = Pattern.compile("dns-.*");

	/**
	 * What belongs to a workload, and tells of no change of its own.
	 */
	static final Set<String> OF_WORKLOADS = Set.of("Pod", "ReplicaSet");

	private static final Set<String> KINDS = Set.of("ConfigMap", "Secret", "key");

	private final SeenAround seen;

	private final ClusterObjects objects;

	private final Analysis analysis;

	private final Analyzer analyzer;

	private final KubeObject pod;

	private final Dependencies dependencies;

	PodAround(Evidence evidence, Analysis analysis, Analyzer analyzer) {
		this.seen = new SeenAround(evidence);
		this.objects = this.seen.objects();
		this.analysis = analysis;
		this.analyzer = analyzer;
		this.dependencies = new Dependencies(this.objects);
		this.pod = this.objects
			.find("Pod", evidence.pod().at("/metadata/namespace").asString(""),
					evidence.pod().at("/metadata/name").asString(""))
			.orElseThrow(() -> new IllegalArgumentException("The evidence has no pod"));
	}

	Analysis analysis() {
		if (this.analysis.cause() == Cause.NONE) {
			return this.analysis;
		}
		Optional<KubeObject> service = Called.host(this.analysis)
			.flatMap((host) -> this.dependencies.service(host, this.pod));
		Set<String> called = service
			.map((known) -> Stream.concat(Stream.of(known), this.dependencies.behind(known))
				.map(KubeObject::key)
				.collect(Collectors.toSet()))
			.orElse(Set.of());
		Analysis told = service.map(this::on).orElseGet(this::missing);
		Analysis found = OPEN.contains(told.cause()) ? unresolved(told).orElseGet(() -> withRoot(told, called)) : told;
		return found.withChanges(new Changes(this.objects, this.pod, found).with(this.pod,
				called.stream()
					.flatMap((key) -> this.objects.find(key).stream())
					.filter((object) -> !OF_WORKLOADS.contains(object.kind()))
					.filter((object) -> !object.key().equals(this.objects.top(this.pod).key()))));
	}

	// what stands behind the Service has an incident of its own, with logs; here it is
	// named
	private Analysis on(KubeObject service) {
		List<KubeObject> behind = this.dependencies.behind(service)
			.filter((object) -> !object.key().equals(this.objects.top(this.pod).key()))
			.toList();
		Backends backends = new Backends(behind.stream().filter((object) -> object.kind().equals("Pod")),
				new FailingPods(this.analyzer, this.objects));
		return backends.explaining(this.analysis, service,
				behind.stream().flatMap(PodAround::incidents).distinct().toList(), this.seen::translate);
	}

	// what keeps a pod may have one, even where it was not read
	private static Stream<String> incidents(KubeObject object) {
		String namespace = object.namespace();
		String owner = object.controller().path("name").asString("");
		Stream<String> own = Stream.of(incident(namespace, object.kind(), object.name()));
		return owner.isEmpty() ? own : Stream.concat(own,
				Stream.of(incident(namespace, object.controller().path("kind").asString(""), owner)));
	}

	private static String incident(String namespace, String kind, String name) {
		return namespace + "/" + (kind.equals("Pod") ? "" : kind.toLowerCase(Locale.ROOT) + "_") + name;
	}

	// a name that nothing resolves, where the Services of the namespace are known
	private Analysis missing() {
		String subtype = String.valueOf(this.analysis.subtype());
		return Called.host(this.analysis)
			.filter((_) -> NO_NAME.matcher(subtype).matches())
			.flatMap((host) -> this.dependencies.missing(host, this.pod))
			.map((statement) -> this.analysis.on(null, "%s; %s".formatted(this.analysis.summary(), statement),
					this.analysis.claims(), this.analysis.remedy()))
			.orElse(this.analysis);
	}

	private Optional<Analysis> unresolved(Analysis told) {
		if (!this.objects.knows("Service")) {
			return Optional.empty();
		}
		return this.dependencies.unresolved(this.objects.top(this.pod), told)
			.map(ObjectsAnalyzer::candidate)
			.map((root) -> translated(FindingAnalysis.of(root, own(told)), told));
	}

	private Candidate own(Analysis told) {
		return new Candidate(this.objects.top(this.pod), this.pod, Standing.FAILURE, told,
				this.objects.chain(this.pod).map(KubeObject::key).collect(Collectors.toSet()), FailingPods.NOTHING);
	}

	private Analysis withRoot(Analysis told, Set<String> called) {
		Candidate own = own(told);
		List<Candidate> found = Stream
			.concat(new WorkloadChecks().find(this.objects), new AroundChecks().find(this.objects))
			.filter(behind(told, called))
			.map(ObjectsAnalyzer::candidate)
			.toList();
		List<Candidate> surer = found.stream()
			.filter((other) -> told.cause() == Cause.EXTERNAL_DEPENDENCY
					|| other.analysis().confidence() > told.confidence())
			.toList();
		Candidate root = new Roots(surer, this.dependencies).behind(own);
		return root.equals(own) ? corroborated(told, found) : translated(FindingAnalysis.of(root, own), told);
	}

	// of what is called, only what is wrong with that; else what speaks of the pod itself
	private Predicate<ObjectFinding> behind(Analysis told, Set<String> called) {
		boolean calls = told.cause() == Cause.EXTERNAL_DEPENDENCY;
		Set<String> own = this.objects.chain(this.pod).map(KubeObject::key).collect(Collectors.toSet());
		return (finding) -> {
			boolean ofCalled = called.contains(finding.subject().key());
			boolean speaks = finding.affects().stream().anyMatch(own::contains);
			if (!calls) {
				return speaks && !finding.explains().equals(ObjectFinding.ANYTHING);
			}
			return ofCalled || (speaks && (finding.affects().stream().anyMatch(called::contains)
					|| isAddress(finding, told) || isCutOff(finding, told)));
		};
	}

	private static boolean isAddress(ObjectFinding finding, Analysis told) {
		return finding.subtype().matches("missing-service|service-address|service-port")
				&& Called.host(told).filter((host) -> finding.statement().contains(host)).isPresent();
	}

	private static boolean isCutOff(ObjectFinding finding, Analysis told) {
		return finding.subtype().equals("network-policy") && NO_NAME.matcher(String.valueOf(told.subtype())).matches()
				&& finding.statement().contains("DNS");
	}

	// what the pod says of itself and its surroundings, too
	private Analysis corroborated(Analysis told, List<Candidate> found) {
		return found.stream()
			.map(Candidate::analysis)
			.filter((other) -> other.cause() == told.cause() && isSame(other, told))
			.findFirst()
			.map((other) -> told.on(told.dependency(), told.summary(),
					Stream.concat(told.claims().stream(), other.claims().stream().map(this.seen::translate))
						.distinct()
						.toList(),
					other.remedy()))
			.orElse(told);
	}

	// of what is missing, pods and templates speak in different words
	private static boolean isSame(Analysis other, Analysis told) {
		String subtype = String.valueOf(told.subtype());
		Remedy remedy = other.remedy();
		if (!subtype.startsWith("missing-") || remedy == null || remedy.target() == null) {
			return subtype.equals(other.subtype());
		}
		String message = String.valueOf(told.message()) + told.summary();
		return String.valueOf(other.subtype()).startsWith("missing-") && Stream.of(remedy.target().split(" (?:of )?"))
			.skip(1)
			.filter((word) -> !KINDS.contains(word))
			.allMatch(message::contains);
	}

	private Analysis translated(Analysis root, Analysis told) {
		List<Claim> claims = root.claims().stream().map(this.seen::translate).distinct().toList();
		return new Analysis(root.cause(), root.subtype(), root.confidence(), told.container(), told.generation(),
				root.summary(), told.exception(), told.message(), told.errorLine(), told.excerpt(), told.location(),
				claims, told.rivals(), root.remedy(), root.fingerprint(), told.changes(), told.dependency(),
				told.source(), told.seenBefore());
	}

}
