package dev.heal.mcp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.incident.IncidentView;
import dev.heal.live.LiveDiagnosis;
import dev.heal.live.LiveFailure;
import dev.heal.live.NoSuchObjectException;
import dev.heal.mcp.Tool.Effect;

/**
 * The tools that look at the cluster as it is now.
 */
final class LookTools {

	private static final int MOST = 200;

	private static final int SENTENCE = 200;

	private final LiveLooks looks;

	private final Memory memory;

	private final String namespace;

	LookTools(LiveLooks looks, Memory memory, String namespace) {
		this.looks = looks;
		this.memory = memory;
		this.namespace = namespace;
	}

	/**
	 * Makes the tools of a laptop.
	 * @param diagnosis looks at the cluster
	 * @param namespace the namespace where a call names none
	 * @return the tools
	 */
	static List<Tool<?, ?>> onLaptop(Supplier<LiveDiagnosis> diagnosis, String namespace) {
		LiveLooks looks = new LiveLooks(diagnosis);
		LookTools tools = new LookTools(looks, Memory.NONE, namespace);
		List<Tool<?, ?>> list = new ArrayList<>(List.of(tools.failing()));
		list.addAll(tools.list());
		list.add(new EvidenceTool(looks, Memory.NONE, namespace).tool());
		return list;
	}

	List<Tool<?, ?>> list() {
		return List.of(new Tool<>("diagnose",
				"What is wrong with a pod or workload now and why: cause, confidence, the error, the lines it rests on, the remedy. "
						+ "Without a target: whatever fails in the namespace. Call it first when you know what fails.",
				Effect.NONE, Question.class, Diagnosis.class, (question, _) -> diagnose(question)),
				new Tool<>("what_changed",
						"What changed before a pod or workload failed (roll-outs, images, settings), what the failure names first. "
								+ "Call it when a diagnosis leaves open why it fails only now.",
						Effect.NONE, Subject.class, Changes.class, (subject, _) -> changes(subject)));
	}

	private Tool<?, ?> failing() {
		return new Tool<>("list_failures",
				"Whatever fails in the cluster now, one entry for each failure, however many pods it has. Call it first when you do not know what fails.",
				Effect.NONE, Scope.class, Failures.class, (scope, _) -> {
					String place = (scope.namespace() != null) ? Place.namespace(scope.namespace(), this.namespace)
							: null;
					return Failures.of(this.looks.failing(place));
				});
	}

	private Diagnosis diagnose(Question question) {
		String target = question.target();
		if (target == null || target.isBlank()) {
			return whole(Place.namespace(question.namespace(), this.namespace));
		}
		Place place = Place.of(question.namespace(), target, this.namespace);
		Optional<IncidentView> incident = this.memory.incident(place.namespace(), place.key());
		try {
			return named(this.looks.of(place.namespace(), place.live()), place, incident);
		}
		catch (NoSuchObjectException ex) {
			return incident.filter((known) -> known.analysis() != null)
				.map((known) -> gone(known, place))
				.orElseThrow(() -> ex);
		}
	}

	private Diagnosis whole(String place) {
		List<LiveFailure> failures = this.looks.failing(place);
		if (failures.isEmpty()) {
			return new Diagnosis("nothing fails in namespace " + place, null, List.of(), null, null, null, null);
		}
		return Answers.fitting(MOST, (share) -> of(failures, Math.min(share, Finding.FULL), share, null));
	}

	private Diagnosis named(List<LiveFailure> failures, Place place, Optional<IncidentView> incident) {
		KnownIncident known = incident.map(KnownIncident::of).orElse(null);
		if (failures.stream().noneMatch(LiveFailure::isFailure)) {
			LiveFailure well = failures.getFirst();
			return new Diagnosis(
					"%s does not fail: %s".formatted(place, Answers.cutText(well.analysis().summary(), 400)), null,
					List.of(), null, known, null, null);
		}
		return Answers.fitting(MOST, (share) -> of(failures, Math.min(share, Finding.FULL), share, known));
	}

	private static Diagnosis of(List<LiveFailure> failures, int share, int most, @Nullable KnownIncident incident) {
		LiveFailure first = failures.getFirst();
		List<FailureLine> others = failures.stream().skip(1).limit(most).map(FailureLine::of).toList();
		int more = failures.size() - 1 - others.size();
		return new Diagnosis(verdict(first.analysis(), failures.size()), Finding.of(first, share), others,
				(more > 0) ? more : null, incident, Answers.DATA,
				ReadOn.of(first.namespace(), first.evidence().manifest().pod(), first.analysis(), "live"));
	}

	private static Diagnosis gone(IncidentView incident, Place place) {
		Analysis analysis = incident.analysis();
		if (analysis == null) {
			throw new IllegalArgumentException("not analysed");
		}
		String workload = Optional.ofNullable(incident.workload()).orElse(place.target());
		return Answers.fitting(Finding.FULL,
				(share) -> new Diagnosis(
						"%s is not there any more; this was found at %s".formatted(place, incident.updatedAt()),
						Finding.of(incident.namespace(), workload, 1, List.of(place.key()), incident.startsAt(), 0,
								analysis, share),
						List.of(), null, KnownIncident.of(incident), Answers.DATA,
						ReadOn.of(place.namespace(), place.target(), analysis, "stored")));
	}

	private static String verdict(Analysis analysis, int failures) {
		String verdict = switch (analysis.cause()) {
			case UNKNOWN -> "it fails, and nothing tells why";
			default -> "it fails: %s, %.0f %% sure".formatted(analysis.cause().id(), analysis.confidence() * 100);
		};
		return (failures > 1) ? verdict + "; %d more failures below".formatted(failures - 1) : verdict;
	}

	private Changes changes(Subject subject) {
		Place place = Place.of(subject.namespace(), subject.target(), this.namespace);
		List<Analysis.Change> changes = changes(place);
		return Answers.fitting(MOST, (most) -> {
			List<Change> shown = changes.stream().limit(most).map(Change::of).toList();
			return new Changes(changes.isEmpty() ? "nothing is known to have changed in the 24 hours before" : null,
					shown, changes.size() - shown.size(), Answers.DATA);
		});
	}

	private List<Analysis.Change> changes(Place place) {
		try {
			return this.looks.of(place.namespace(), place.live())
				.stream()
				.flatMap((failure) -> failure.analysis().changes().stream())
				.distinct()
				.toList();
		}
		catch (NoSuchObjectException ex) {
			return this.memory.incident(place.namespace(), place.key())
				.map(IncidentView::analysis)
				.map(Analysis::changes)
				.orElseThrow(() -> ex);
		}
	}

	/**
	 * What is asked about.
	 */
	record Question(
			@Nullable @JsonPropertyDescription("a pod such as web-0, or a workload such as deployment/web; all that fails in the namespace unless given") String target,
			@Nullable String namespace) {

	}

	/**
	 * One thing.
	 */
	record Subject(@JsonPropertyDescription("a pod such as web-0, or a workload such as deployment/web") String target,
			@Nullable String namespace) {

	}

	/**
	 * Where to look.
	 */
	record Scope(@Nullable @JsonPropertyDescription("all namespaces unless given") String namespace) {

	}

	/**
	 * What is the matter.
	 */
	record Diagnosis(String verdict, @Nullable @JsonPropertyDescription("the worst failure, in full") Finding finding,
			@JsonPropertyDescription("the others; diagnose their workload for more") List<FailureLine> others,
			@Nullable @JsonPropertyDescription("how many more there are") Integer more,
			@Nullable @JsonPropertyDescription("what Heal does about it") KnownIncident incident, @Nullable String data,
			@Nullable @JsonPropertyDescription("the call that shows the lines around the error") ReadOn readOn) {

	}

	/**
	 * A failure in few words.
	 */
	record FailureLine(String namespace, String workload, int count, String pod, @Nullable Instant since, String cause,
			double confidence, String summary, @Nullable String remedy) {

		static FailureLine of(LiveFailure failure) {
			Analysis analysis = failure.analysis();
			return new FailureLine(failure.namespace(), failure.workload(), failure.count(),
					failure.pods().isEmpty() ? "" : failure.pods().getFirst(), failure.since(), analysis.cause().id(),
					analysis.confidence(), Answers.cutText(analysis.summary(), SENTENCE),
					(analysis.remedy() != null) ? Answers.cut(analysis.remedy().text(), SENTENCE) : null);
		}

	}

	/**
	 * All that fails.
	 */
	record Failures(int total, List<FailureLine> failures,
			@JsonPropertyDescription("how many more there are; ask namespace by namespace") int more, String data) {

		static Failures of(List<LiveFailure> failures) {
			return Answers.fitting(MOST, (most) -> {
				List<FailureLine> shown = failures.stream().limit(most).map(FailureLine::of).toList();
				return new Failures(failures.size(), shown, failures.size() - shown.size(), Answers.DATA);
			});
		}

	}

	/**
	 * What changed.
	 */
	record Changes(@Nullable String note, List<Change> changes, int more, String data) {

	}

}
