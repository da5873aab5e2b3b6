package dev.heal.mcp;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRunStatus;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.IncidentView;
import dev.heal.incident.Responder;
import dev.heal.mcp.Tool.Effect;
import dev.heal.names.CodeRunName;
import dev.heal.names.TaskId;
import dev.heal.remediation.Approvals;
import dev.heal.remediation.Dispatch;
import dev.heal.remediation.Remediation;
import dev.heal.remediation.RemediationDesk;
import dev.heal.remediation.RemediationView;
import dev.heal.remediation.Spawn;
import dev.heal.remediation.Spawner;

/**
 * The tools for the agents that repair.
 */
@Component
public class RemediationTools {

	private static final int PAGE = 20;

	private static final int SENTENCE = 200;

	private static final int MESSAGE = 1000;

	private final RemediationDesk desk;

	private final Spawner spawner;

	private final Approvals approvals;

	private final FailureOverview failures;

	private final Responder responder;

	RemediationTools(RemediationDesk desk, Spawner spawner, Approvals approvals, FailureOverview failures,
			Responder responder) {
		this.desk = desk;
		this.spawner = spawner;
		this.approvals = approvals;
		this.failures = failures;
		this.responder = responder;
	}

	/**
	 * Makes the tools.
	 * @param tools does the work; asked for when a tool is called
	 * @param usual the namespace where a call names none
	 * @return the tools
	 */
	public static List<Tool<?, ?>> list(Supplier<RemediationTools> tools, String usual) {
		return List.of(
				new Tool<>("list_remediations",
						"The agents that were started on failures, and those that wait for approval, the newest first.",
						Effect.NONE, Filter.class, Remediations.class, (filter, _) -> tools.get().list(filter, usual)),
				new Tool<>("show_remediation",
						"How far a remediation is: phase, message and pull request of its agent. Call it again to follow one.",
						Effect.NONE, Named.class, Details.class, (named, _) -> tools.get().show(named)),
				new Tool<>("start_remediation",
						"Starts an agent that repairs what a failing pod's report says. One failure has one agent: where one is at work, it is returned. Call it when diagnosis and remedy convince you.",
						Effect.ADDS, Start.class, Started.class, (start, _) -> tools.get().start(start, usual)),
				new Tool<>("answer_remediation",
						"Approves or refuses a remediation that waits for approval. Approve only what you were told to decide.",
						Effect.ADDS, Answer.class, Answered.class,
						(answer, caller) -> tools.get().answer(answer, caller)),
				new Tool<>("stop_remediation",
						"Stops the agent at work on a failure and deletes its CodeRun; no other is started for this episode.",
						Effect.ENDS, Named.class, Stopped.class, (named, _) -> tools.get().stop(named)));
	}

	private Remediations list(Filter filter, String usual) {
		String place = (filter.namespace() != null) ? Place.namespace(filter.namespace(), usual) : null;
		int page = Math.max(0, Objects.requireNonNullElse(filter.page(), 0));
		List<RemediationView> found = this.desk.list()
			.stream()
			.filter((view) -> place == null || place.equals(view.podNamespace()))
			.filter((view) -> filter.pod() == null || filter.pod().equals(view.pod()))
			.filter((view) -> filter.phase() == null || filter.phase().equalsIgnoreCase(view.phase()))
			.sorted(Comparator.comparing(RemediationView::createdAt).reversed().thenComparing(RemediationView::name))
			.toList();
		return Answers.fitting(SENTENCE, (width) -> new Remediations(found.size(),
				found.stream().skip((long) page * PAGE).limit(PAGE).map((view) -> Line.of(view, width)).toList(),
				((page + 1) * PAGE < found.size()) ? page + 1 : null, Answers.DATA));
	}

	private Details show(Named named) {
		RemediationView view = this.desk.find(name(named.name())).orElseThrow(() -> unknown(named.name()));
		return Answers.fitting(MESSAGE, (width) -> Details.of(view, width));
	}

	private Started start(Start start, String usual) {
		Place place = Place.of(start.namespace(), start.target(), usual);
		String taskId = (start.taskId() != null) ? new TaskId(start.taskId()).value() : null;
		String report = this.failures.find(place.namespace(), place.key())
			.map(IncidentView::report)
			.or(() -> respond(place, taskId))
			.orElseThrow(() -> new ToolException(
					"There is no report on %s yet, and an agent starts with one. show_incident tells how far it is."
						.formatted(place)));
		return Started.of(this.spawner.spawn(new Spawn("a7", taskId, report, place.key(), place.namespace())), report);
	}

	// somebody found it before an alert came
	private Optional<String> respond(Place place, @Nullable String taskId) {
		return Optional.ofNullable(this.responder.respond(place.namespace(), place.key(), taskId).incident().report());
	}

	private Answered answer(Answer answer, Caller caller) {
		String name = name(answer.name());
		boolean given = answer.decision() == Decision.APPROVE;
		return this.approvals.answer(name, given, caller.name() + " by MCP", answer.reason())
			.map((consent) -> new Answered(consent.given() ? "approved" : "refused", consent.by(), consent.at(),
					(consent.given() == given) ? null : "somebody had answered already, and the first answer counts"))
			.orElseThrow(() -> this.desk.find(name).isEmpty() ? unknown(name) : new ToolException(
					"%s does not wait for approval; show_remediation tells how far it is.".formatted(name)));
	}

	private Stopped stop(Named named) {
		if (!this.desk.stop(name(named.name()))) {
			throw unknown(named.name());
		}
		return new Stopped("%s is stopped".formatted(named.name()));
	}

	private static String name(String text) {
		return new CodeRunName(text.strip()).value();
	}

	private static ToolException unknown(String name) {
		return new ToolException(
				"There is no remediation %s; list_remediations shows those there are.".formatted(name));
	}

	/**
	 * Which remediations are wanted.
	 */
	record Filter(@Nullable @JsonPropertyDescription("of the pods") String namespace, @Nullable String pod,
			@Nullable @JsonPropertyDescription("Pending, Running, Succeeded, Failed or AwaitingApproval") String phase,
			@Nullable @JsonPropertyDescription("from 0") Integer page) {

	}

	/**
	 * One remediation.
	 */
	record Named(@JsonPropertyDescription("such as heal-remediation-task42-a7-1f0c2b3d") String name) {

	}

	/**
	 * A wish.
	 */
	record Start(@JsonPropertyDescription("the pod that failed") String target, @Nullable String namespace,
			@Nullable @JsonPropertyDescription("the task that the agent is to work on; derived from the failure unless given") String taskId) {

	}

	/**
	 * What somebody decided.
	 */
	record Answer(String name, Decision decision, @Nullable String reason) {

	}

	/**
	 * Whether it may start.
	 */
	enum Decision {

		/**
		 * It may.
		 */
		@JsonProperty("approve")
		APPROVE,
		/**
		 * It may not.
		 */
		@JsonProperty("refuse")
		REFUSE

	}

	/**
	 * A page of remediations.
	 */
	record Remediations(int total, List<Line> remediations,
			@Nullable @JsonPropertyDescription("the next page; absent at the end") Integer next, String data) {

	}

	/**
	 * A remediation in few words.
	 */
	record Line(String name, String phase, @Nullable String pod, @Nullable String namespace, int attempt,
			Instant createdAt, @Nullable String message, @Nullable String pullRequest) {

		static Line of(RemediationView view, int width) {
			CodeRunStatus status = view.status();
			return new Line(view.name(), view.phase(), view.pod(), view.podNamespace(), view.attempt(),
					view.createdAt(), (status != null) ? Answers.cut(status.message(), width) : null,
					(view.work() != null) ? view.work().pullRequest() : null);
		}

	}

	/**
	 * A remediation.
	 */
	record Details(Line remediation, @Nullable String failure, @Nullable String taskId, @Nullable String lastUpdate,
			@Nullable String jobName, @Nullable String remediationStatus, @Nullable String qaStatus,
			@Nullable Integer retryCount, @Nullable String commit, String data) {

		static Details of(RemediationView view, int width) {
			CodeRunStatus status = view.status();
			String commit = (view.work() != null) ? view.work().commit() : null;
			return (status != null)
					? new Details(Line.of(view, width), view.failure(), view.taskId(), status.lastUpdate(),
							status.jobName(), Answers.cut(status.remediationStatus(), width),
							Answers.cut(status.qaStatus(), width), status.retryCount(), commit, Answers.DATA)
					: new Details(Line.of(view, width), view.failure(), view.taskId(), null, null, null, null, null,
							commit, Answers.DATA);
		}

	}

	/**
	 * What became of a wish.
	 */
	record Started(@JsonPropertyDescription("started, at-work, awaiting-approval or held-back") String state,
			@Nullable String name, @Nullable String reason, String report) {

		static Started of(Dispatch dispatch, String report) {
			return switch (dispatch) {
				case Dispatch.Started(Remediation known) ->
					new Started(known.deduplicated() ? "at-work" : "started", known.name(), null, report);
				case Dispatch.Verifying(Remediation ended) ->
					new Started("at-work", ended.name(), "its agent has ended; the workload is watched", report);
				case Dispatch.AwaitingApproval(String name, String reason) ->
					new Started("awaiting-approval", name, reason, report);
				case Dispatch.Queued(String reason) -> new Started("held-back", null, reason, report);
				case Dispatch.Declined(String reason) -> new Started("held-back", null, reason, report);
				case Dispatch.Escalated(String reason) -> new Started("held-back", null, reason, report);
				case Dispatch.Failed failed ->
					throw new ToolException("The agent could not be started: %s".formatted(failed.reason()));
			};
		}

	}

	/**
	 * The answer that counts.
	 */
	record Answered(String decision, String by, Instant at, @Nullable String note) {

	}

	/**
	 * What was done.
	 */
	record Stopped(String result) {

	}

}
