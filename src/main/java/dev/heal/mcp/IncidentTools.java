package dev.heal.mcp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.FailureOverview.FailureFilter;
import dev.heal.incident.FailureOverview.FailureGroup;
import dev.heal.incident.FailureOverview.FailurePage;
import dev.heal.incident.IncidentView;
import dev.heal.incident.ReportHandIn;
import dev.heal.mcp.Tool.Effect;
import dev.heal.remediation.IncidentState;
import dev.heal.report.Criterion;

/**
 * The tools for what Heal knows of failures since their alerts.
 */
@Component
class IncidentTools implements Memory {

	private static final int PAGE = 20;

	private static final int LINES = 200;

	private static final int SENTENCE = 200;

	private static final int WIDTH = 1500;

	private final FailureOverview failures;

	private final EvidenceCollector evidence;

	private final ReportHandIn handIn;

	IncidentTools(FailureOverview failures, EvidenceCollector evidence, ReportHandIn handIn) {
		this.failures = failures;
		this.evidence = evidence;
		this.handIn = handIn;
	}

	@Override
	public Optional<IncidentView> incident(String namespace, String key) {
		return this.failures.find(namespace, key);
	}

	@Override
	public Optional<Evidence> evidence(String namespace, String key) {
		return this.evidence.stored(namespace, key);
	}

	List<Tool<?, ?>> list(String usual) {
		return List.of(new Tool<>("list_failures",
				"The failures that Heal was told of, those that go on first, one entry for each however many pods it has. Call it first when you do not know what fails.",
				Effect.NONE, Filter.class, Failures.class, (filter, _) -> list(filter)),
				new Tool<>("show_incident",
						"What was found of a failing pod when it failed, and what became of it since: state, diagnosis, report, remediation, what must be true after a repair.",
						Effect.NONE, Subject.class, Incident.class,
						(subject, _) -> show(Place.of(subject.namespace(), subject.target(), usual))),
				new Tool<>("read_report",
						"The report on a failing pod in markdown, page by page. It is what the repairing agent reads.",
						Effect.NONE, Pages.class, Report.class, (pages, _) -> report(pages, usual)),
				new Tool<>("hand_in_report",
						"Puts your own report, whole and in markdown, in the place of Heal's, which is kept beside it. Only when you have done the analysis yourself.",
						Effect.ADDS, HandIn.class, Taken.class, (report, _) -> take(report, usual)));
	}

	private Failures list(Filter filter) {
		String place = (filter.namespace() != null) ? Place.namespace(filter.namespace(), "") : null;
		int page = Math.max(0, Objects.requireNonNullElse(filter.page(), 0));
		FailurePage found = this.failures
			.list(new FailureFilter(filter.state(), place, filter.cause(), filter.search()), page, PAGE);
		return Answers.fitting(SENTENCE,
				(width) -> new Failures(found.total(), found.incidents(),
						found.failures().stream().map((group) -> Failure.of(group, width)).toList(),
						((page + 1) * PAGE < found.total()) ? page + 1 : null, Answers.DATA));
	}

	private Incident show(Place place) {
		IncidentView incident = find(place);
		return Answers.fitting(Finding.FULL, (share) -> Incident.of(incident, place, share));
	}

	private IncidentView find(Place place) {
		return this.failures.find(place.namespace(), place.key())
			.orElseThrow(() -> new ToolException(
					"There is no incident of %s. list_failures shows those there are; diagnose looks at what has none."
						.formatted(place)));
	}

	private Report report(Pages pages, String usual) {
		Place place = Place.of(pages.namespace(), pages.target(), usual);
		List<String> lines = this.failures.report(place.namespace(), place.key())
			.orElseThrow(() -> new ToolException(
					"There is no report on %s yet. show_incident tells how far it is; diagnose looks at it now."
						.formatted(place)))
			.lines()
			.map((line) -> Answers.cutText(line, WIDTH))
			.toList();
		int from = Math.clamp(Objects.requireNonNullElse(pages.from(), 1), 1, Math.max(1, lines.size()));
		List<String> rest = lines.subList(from - 1, Math.min(lines.size(), from - 1 + LINES));
		return Answers.fitting(rest.size(),
				(most) -> new Report(place.toString(), lines.size(), from, String.join("\n", rest.subList(0, most)),
						(from + most <= lines.size()) ? from + most : null, Answers.DATA));
	}

	private Taken take(HandIn report, String usual) {
		Place place = Place.of(report.namespace(), report.target(), usual);
		if (report.markdown().isBlank()) {
			throw new ToolException("The report is empty; markdown takes all of it.");
		}
		boolean isNew = this.handIn.take(place.namespace(), place.key(),
				report.markdown().getBytes(StandardCharsets.UTF_8), null);
		return new Taken(
				"the report on %s is %s".formatted(place, isNew ? "kept" : "replaced; Heal's own stands beside it"));
	}

	/**
	 * Which failures are wanted.
	 */
	record Filter(@Nullable String namespace, @Nullable IncidentState state,
			@Nullable @JsonPropertyDescription("code-bug, oom, config, external-dependency, infrastructure or unknown") String cause,
			@Nullable @JsonPropertyDescription("part of the name of a pod or namespace") String search,
			@Nullable @JsonPropertyDescription("from 0") Integer page) {

	}

	/**
	 * One thing.
	 */
	record Subject(@JsonPropertyDescription("a pod such as web-0, or a workload such as deployment/web") String target,
			@Nullable String namespace) {

	}

	/**
	 * Some lines of a report.
	 */
	record Pages(@JsonPropertyDescription("a pod such as web-0, or a workload such as deployment/web") String target,
			@Nullable String namespace, @Nullable @JsonPropertyDescription("the first line, from 1") Integer from) {

	}

	/**
	 * A report of somebody else.
	 */
	record HandIn(@JsonPropertyDescription("the pod that it is about") String target, @Nullable String namespace,
			String markdown) {

	}

	/**
	 * A page of failures.
	 */
	record Failures(int total, @JsonPropertyDescription("pods that failed, in all of them") int incidents,
			List<Failure> failures, @Nullable @JsonPropertyDescription("the next page; absent at the end") Integer next,
			String data) {

	}

	/**
	 * A failure in few words.
	 */
	record Failure(String namespace, @JsonPropertyDescription("its newest pod, or workload") String target,
			String state, @Nullable String cause, @Nullable Double confidence, @Nullable String summary, int incidents,
			@JsonPropertyDescription("how many of them go on") int open, Instant since, @Nullable String remediation) {

		static Failure of(FailureGroup group, int width) {
			IncidentView newest = group.newest();
			Analysis analysis = newest.analysis();
			return new Failure(newest.namespace(), target(newest), newest.state().text(),
					(analysis != null) ? analysis.cause().id() : null,
					(analysis != null) ? analysis.confidence() : null,
					(analysis != null) ? Answers.cut(analysis.summary(), width) : null, group.incidents(), group.open(),
					group.since(), newest.remediation());
		}

		private static String target(IncidentView incident) {
			String pod = incident.pod();
			return (pod != null) ? pod : String.valueOf(incident.workload());
		}

	}

	/**
	 * An incident.
	 */
	record Incident(KnownIncident incident, @Nullable Finding finding,
			@JsonPropertyDescription("what must be true after a repair, and whether it is") List<String> acceptance,
			@Nullable String data,
			@Nullable @JsonPropertyDescription("the call that shows the lines around the error") ReadOn readOn) {

		static Incident of(IncidentView incident, Place place, int share) {
			Analysis analysis = incident.analysis();
			return new Incident(KnownIncident.of(incident),
					(analysis != null)
							? Finding.of(incident.namespace(), Objects.requireNonNullElse(incident.workload(), ""), 1,
									List.of(place.target()), incident.startsAt(), 0, analysis, share)
							: null,
					incident.acceptance().stream().limit(share).map(Incident::line).toList(), Answers.DATA,
					(analysis != null) ? ReadOn.of(place.namespace(), place.target(), analysis, "stored") : null);
		}

		private static String line(Criterion criterion) {
			return "%s: %s".formatted(Answers.JSON.convertValue(criterion.mark(), String.class),
					Answers.cutText(criterion.text(), SENTENCE));
		}

	}

	/**
	 * Some lines of a report.
	 */
	record Report(String about, int lines, int from, String markdown,
			@Nullable @JsonPropertyDescription("from of the next page; absent at the end") Integer next, String data) {

	}

	/**
	 * What was done.
	 */
	record Taken(String result) {

	}

}
