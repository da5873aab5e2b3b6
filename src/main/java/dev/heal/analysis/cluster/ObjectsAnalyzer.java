package dev.heal.analysis.cluster;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Cause;
import dev.heal.analysis.ClusterAnalyzer;
import dev.heal.analysis.Diagnosis;
import dev.heal.analysis.Diagnosis.Other;
import dev.heal.analysis.Recording;
import dev.heal.analysis.around.AroundChecks;
import dev.heal.analysis.around.Dependencies;
import dev.heal.analysis.change.Changes;
import dev.heal.analysis.condition.ConditionFinding.Recorded;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectDocuments;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.workload.WorkloadChecks;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.Manifest;

/**
 * Looks at pods, at workloads and at what is around them, and answers with what is behind
 * the worst of it.
 */
@Component
public class ObjectsAnalyzer implements ClusterAnalyzer {

	private static final int MOST_OTHERS = 20;

	private final Analyzer analyzer;

	private final WorkloadChecks workloads = new WorkloadChecks();

	private final AroundChecks around = new AroundChecks();

	public ObjectsAnalyzer(Analyzer analyzer) {
		this.analyzer = analyzer;
	}

	@Override
	public Diagnosis analyze(Recording recording) {
		ClusterObjects objects = new ObjectDocuments().add(recording.objects(), Recorded.OBJECTS)
			.add(recording.events(), Recorded.EVENTS)
			.toObjects();
		Optional<Question> question = Question.of(recording, objects);
		FailingPods pods = new FailingPods(this.analyzer, objects);
		List<Candidate> found = Stream
			.concat(pods.find(),
					Stream.concat(this.workloads.find(objects), this.around.find(objects))
						.map(ObjectsAnalyzer::candidate))
			.toList();
		Candidate seen = question.map((asked) -> ofQuestion(asked, found, pods, recording))
			.orElseGet(
					() -> worst(found.stream()).map((candidate) -> withLogs(candidate, pods, recording)).orElse(null));
		return (seen != null) ? diagnosis(seen, found, objects, pods, recording) : nothing(recording, objects);
	}

	static Candidate candidate(ObjectFinding finding) {
		return new Candidate(finding.subject(), null, finding.standing(), FindingAnalysis.of(finding),
				finding.affects(), finding.explains());
	}

	private static Optional<Candidate> worst(Stream<Candidate> candidates) {
		return candidates.max(Comparator.comparingDouble(Candidate::weight));
	}

	private static Candidate withLogs(Candidate candidate, FailingPods pods, Recording recording) {
		KubeObject pod = candidate.pod();
		return (pod != null && recording.currentLog() != null) ? pods.analyzed(pod, recording) : candidate;
	}

	// answers for one object: by what is wrong with it, by what its log says, by what is
	// wrong with what it
	// relies on
	private static @Nullable Candidate ofQuestion(Question question, List<Candidate> found, FailingPods pods,
			Recording recording) {
		Set<String> own = question.keys();
		Optional<Candidate> known = worst(found.stream().filter((candidate) -> candidate.concerns(own)));
		boolean ofPod = question.object().kind().equals("Pod");
		Optional<Candidate> pod = (ofPod ? Optional.of(question.object()) : known.map(Candidate::pod))
			.or(() -> question.pods().findFirst())
			.map((chosen) -> pods.analyzed(chosen, recording));
		Optional<Candidate> told = worst(
				Stream.concat(pod.filter((candidate) -> candidate.analysis().cause() != Cause.NONE).stream(),
						known.filter((candidate) -> candidate.pod() == null).stream()));
		return told.or(() -> ofDependencies(question, found)).or(() -> pod).orElse(null);
	}

	private static Optional<Candidate> ofDependencies(Question question, List<Candidate> found) {
		Dependencies dependencies = new Dependencies(question.objects());
		Set<String> called = dependencies.of(question.objects().top(question.object()));
		return worst(found.stream().filter((candidate) -> candidate.concerns(called)));
	}

	private static Diagnosis diagnosis(Candidate seen, List<Candidate> found, ClusterObjects objects, FailingPods pods,
			Recording recording) {
		Dependencies dependencies = new Dependencies(objects);
		Candidate reached = new Roots(found, dependencies).behind(seen);
		Candidate root = dependencies.unresolved(reached.subject(), reached.analysis())
			.map(ObjectsAnalyzer::candidate)
			.orElse(reached);
		Analysis analysis = root.equals(seen) ? onCalled(seen, dependencies, objects, pods)
				: FindingAnalysis.of(root, seen);
		KubeObject pod = root.pod();
		KubeObject failing = (pod != null) ? pod : root.subject();
		KubeObject seenPod = (seen.pod() != null) ? seen.pod() : seen.subject();
		boolean logged = root.equals(seen);
		Evidence evidence = (pod != null) ? new PodView(pod, objects).evidence(logged ? recording.currentLog() : null,
				logged ? recording.previousLog() : null) : evidence(root.subject());
		return new Diagnosis(root.subject().kind() + "/" + root.subject().name(), namespace(root.subject()),
				analysis.withChanges(
						new Changes(objects, failing, analysis).with(seenPod, called(seen, dependencies, objects))),
				others(found, root, seen), evidence);
	}

	// of a dependency that fails without a word no more is known than how its pods are
	private static Analysis onCalled(Candidate seen, Dependencies dependencies, ClusterObjects objects,
			FailingPods pods) {
		Analysis analysis = seen.analysis();
		return Called.host(analysis)
			.flatMap((host) -> dependencies.service(host, seen.subject()))
			.map((service) -> new Backends(dependencies.behind(service)
				.filter((object) -> object.kind().equals("Pod")
						&& !objects.top(object).key().equals(seen.subject().key())),
					pods)
				.explaining(analysis, service, List.of(), UnaryOperator.identity()))
			.orElse(analysis);
	}

	private static Stream<KubeObject> called(Candidate seen, Dependencies dependencies, ClusterObjects objects) {
		return dependencies.calledBy(seen.subject(), seen.analysis())
			.stream()
			.flatMap((key) -> objects.find(key).stream())
			.filter((object) -> !PodAround.OF_WORKLOADS.contains(object.kind()));
	}

	private static @Nullable String namespace(KubeObject object) {
		return object.namespace().isEmpty() ? null : object.namespace();
	}

	private static Evidence evidence(KubeObject subject) {
		String name = subject.kind().toLowerCase(Locale.ROOT) + "_" + subject.name();
		List<EvidenceFile> files = Stream.of(Kind.OBJECT, Kind.EVENTS)
			.map((kind) -> new EvidenceFile(kind, null, State.ABSENT, "it is in the recorded objects", 0, 0, null, null,
					null, Map.of(), List.of()))
			.toList();
		return Evidence.none(new Manifest(subject.namespace(), name, null, Instant.EPOCH, false, 0, files));
	}

	private static List<Other> others(List<Candidate> found, Candidate root, Candidate seen) {
		return found.stream()
			.filter((candidate) -> !candidate.subject().key().equals(root.subject().key())
					&& !candidate.subject().key().equals(seen.subject().key()))
			.sorted(Comparator.comparingDouble(Candidate::weight).reversed())
			.map((candidate) -> new Other(candidate.subject().kind() + "/" + candidate.subject().name(),
					namespace(candidate.subject()), candidate.analysis().cause(), candidate.analysis().subtype(),
					candidate.analysis().confidence(), candidate.analysis().summary()))
			.distinct()
			.limit(MOST_OTHERS)
			.toList();
	}

	private Diagnosis nothing(Recording recording, ClusterObjects objects) {
		MissingNode missing = MissingNode.getInstance();
		if (recording.currentLog() != null || recording.previousLog() != null) {
			Evidence evidence = Evidence.recorded(missing, missing, recording.currentLog(), recording.previousLog());
			return new Diagnosis(null, null, this.analyzer.analyze(evidence), List.of(), evidence);
		}
		String kinds = objects.kinds().stream().sorted().collect(Collectors.joining(", "));
		boolean known = !kinds.isEmpty();
		Analysis analysis = new Analysis(known ? Cause.NONE : Cause.UNKNOWN, known ? "healthy" : "inconclusive",
				known ? 0.6 : 0.5, null, null,
				known ? "Nothing is seen to fail among the objects (%s)".formatted(kinds) : "There are no objects",
				null, null, null, null, null, List.of(), List.of(), known ? new Remedy("none", null, "Nothing.")
						: new Remedy("investigate", null, "Record the objects: kubectl get … -o json."),
				null);
		return new Diagnosis(null, null, analysis, List.of(),
				Evidence.none(new Manifest("default", "the cluster", null, Instant.EPOCH, false, 0, List.of())));
	}

}
