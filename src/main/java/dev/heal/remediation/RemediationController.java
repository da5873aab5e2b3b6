package dev.heal.remediation;

import java.net.URI;
import java.security.Principal;
import java.util.Comparator;
import java.util.function.Predicate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.heal.coderun.CodeRunRefusedException;
import dev.heal.names.CodeRunName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * The remediations over HTTP.
 */
@RestController
@RequestMapping("/remediations")
@Tag(name = "Remediations", description = "The agents that Heal started, and what became of them")
class RemediationController {

	private static final String NAME = "heal-remediation-task1563355215-a7-05ffcee2";

	private static final String EXAMPLE = """
			{"alert": "a7", "taskId": "42", "issueFile": "alerts/A7-shipping-api-6scrjp9gd-k54fb.md", "namespace": "payments"}""";

	private final Spawner spawner;

	private final RemediationDesk desk;

	private final Approvals approvals;

	private final Pause brake;

	RemediationController(Spawner spawner, RemediationDesk desk, Approvals approvals, Pause brake) {
		this.approvals = approvals;
		this.spawner = spawner;
		this.desk = desk;
		this.brake = brake;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "startRemediation", summary = "Start an agent on a report",
			description = "Obeyed whatever the cause, within the limits. An active remediation of the same failure wins.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = Spawn.class), examples = @ExampleObject(EXAMPLE))))
	@ApiResponse(responseCode = "201", description = "Started",
			content = @Content(schema = @Schema(implementation = Remediation.class)))
	@ApiResponse(responseCode = "200", description = "There is one already",
			content = @Content(schema = @Schema(implementation = Remediation.class)))
	@ApiResponse(responseCode = "409", description = "Paused, over budget or excluded; the detail says why")
	@ApiResponse(responseCode = "422",
			description = "The report is missing, empty, too large or outside of the workspace")
	@ApiResponse(responseCode = "502", description = "The API server refused the CodeRun; the detail is its message")
	ResponseEntity<Object> spawn(@RequestBody Spawn spawn) {
		return switch (this.spawner.spawn(spawn)) {
			case Dispatch.Started(Remediation started) -> answer(started);
			case Dispatch.Verifying(Remediation ended) -> answer(ended);
			case Dispatch.AwaitingApproval(String _, String reason) -> problem(HttpStatus.CONFLICT, reason);
			case Dispatch.Queued(String reason) -> problem(HttpStatus.CONFLICT, reason);
			case Dispatch.Declined(String reason) -> problem(HttpStatus.CONFLICT, reason);
			case Dispatch.Escalated(String reason) -> problem(HttpStatus.CONFLICT, reason);
			case Dispatch.Failed failed -> problem(HttpStatus.BAD_GATEWAY, failed.reason());
		};
	}

	@PostMapping(path = "/pause", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "pauseRemediations", summary = "Pause all remediations, or let them go on",
			description = "The brake of `POST /actuator/remediations`, at this port. Evidence and reports go on.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = Pause.State.class),
							examples = @ExampleObject("{\"paused\": false}"))))
	@ApiResponse(responseCode = "200", description = "Whether it is on", useReturnTypeSchema = true)
	Pause.State pause(@RequestBody Pause.State wanted) {
		return this.brake.set(wanted.paused());
	}

	@GetMapping
	@Operation(operationId = "listRemediations", summary = "List the remediations",
			description = "The newest first, for as long as their CodeRuns exist.")
	@ApiResponse(responseCode = "200", description = "A page of the list")
	RemediationPage list(@RequestParam(required = false) @Parameter(
			description = "Only those in this phase of their CodeRun, such as `Running`") @Nullable String phase,
			@RequestParam(required = false) @Parameter(description = "Only those for this kind of alert",
					example = "a7") @Nullable String alert,
			@RequestParam(required = false) @Parameter(description = "Only those for this pod") @Nullable PodName pod,
			@RequestParam(required = false) @Parameter(
					description = "Only those for pods of this namespace") @Nullable NamespaceName namespace,
			@RequestParam(defaultValue = "0") @Min(0) @Parameter(description = "The page, from 0") int page,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) @Parameter(
					description = "Remediations in a page") int size) {
		Predicate<RemediationView> wanted = (view) -> matches(phase, view.phase()) && matches(alert, view.alert())
				&& matches(pod, view.pod()) && matches(namespace, view.podNamespace());
		return RemediationPage.of(this.desk.list()
			.stream()
			.filter(wanted)
			.sorted(Comparator.comparing(RemediationView::createdAt).reversed().thenComparing(RemediationView::name))
			.toList(), page, size);
	}

	@GetMapping("/{name}")
	@Operation(operationId = "showRemediation", summary = "Show a remediation",
			description = "With the live status of its CodeRun: phase, message, pull request, retries, conditions.")
	@ApiResponse(responseCode = "200", description = "The remediation")
	@ApiResponse(responseCode = "404", description = "There is none of this name")
	ResponseEntity<Object> show(@PathVariable @Parameter(example = NAME) CodeRunName name) {
		return this.desk.find(name.value())
			.<ResponseEntity<Object>>map(ResponseEntity::ok)
			.orElseGet(() -> unknown(name));
	}

	@PostMapping(path = "/{name}/approval", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "answerRemediation", summary = "Approve or refuse a remediation",
			description = "For one that waits for approval (`heal.remediation.approval`). The first answer counts.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
					mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = ApprovalRequest.class), examples = @ExampleObject("""
							{"decision": "approve", "by": "alice", "reason": "the limit was too low anyway"}"""))))
	@ApiResponse(responseCode = "200", description = "Taken; the agent starts within seconds, or never",
			content = @Content(schema = @Schema(implementation = Consent.class)))
	@ApiResponse(responseCode = "404", description = "There is none of this name")
	@ApiResponse(responseCode = "409", description = "It does not wait for approval, or was answered otherwise")
	@ApiResponse(responseCode = "422", description = "The decision is neither approve nor refuse")
	ResponseEntity<Object> answer(@PathVariable @Parameter(example = NAME) CodeRunName name,
			@RequestBody ApprovalRequest request, @Parameter(hidden = true) @Nullable Principal caller) {
		boolean given = "approve".equals(request.decision());
		if (!given && !"refuse".equals(request.decision())) {
			throw new SpawnRefusedException("decision must be approve or refuse");
		}
		return this.approvals.answer(name.value(), given, by(request, caller), request.reason())
			.map((consent) -> answer(consent, given))
			.orElseGet(() -> this.desk.find(name.value()).isEmpty() ? unknown(name)
					: problem(HttpStatus.CONFLICT, "Remediation " + name + " does not wait for approval"));
	}

	private static String by(ApprovalRequest request, @Nullable Principal caller) {
		String name = (caller != null) ? caller.getName() : "an unknown caller";
		return (request.by() == null || request.by().isBlank()) ? name
				: request.by().strip() + ((caller != null) ? " (as " + name + ")" : "");
	}

	private static ResponseEntity<Object> answer(Consent consent, boolean given) {
		return (consent.given() == given) ? ResponseEntity.ok(consent) : problem(HttpStatus.CONFLICT,
				"Remediation %s is %s already".formatted(consent.remediation(), consent.text()));
	}

	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "stopRemediation", summary = "Stop a remediation",
			description = "Deletes its CodeRun, and with it the agent at work. Heal starts no other for this episode.")
	@ApiResponse(responseCode = "204", description = "Stopped", content = @Content)
	@ApiResponse(responseCode = "404", description = "There is none of this name")
	ResponseEntity<Object> stop(@PathVariable @Parameter(example = NAME) CodeRunName name) {
		return this.desk.stop(name.value()) ? ResponseEntity.noContent().build() : unknown(name);
	}

	@ExceptionHandler
	ProblemDetail refused(SpawnRefusedException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail refused(CodeRunRefusedException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, ex.getMessage());
	}

	private static boolean matches(@Nullable Object wanted, @Nullable String value) {
		return wanted == null || wanted.toString().equalsIgnoreCase((value != null) ? value : "");
	}

	private static ResponseEntity<Object> answer(Remediation remediation) {
		URI location = URI.create("/remediations/" + remediation.name());
		HttpStatus status = remediation.deduplicated() ? HttpStatus.OK : HttpStatus.CREATED;
		return ResponseEntity.status(status).location(location).body(remediation);
	}

	private static ResponseEntity<Object> unknown(CodeRunName name) {
		return problem(HttpStatus.NOT_FOUND, "There is no remediation " + name + "; GET /remediations lists them");
	}

	private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
		return ResponseEntity.status(status)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(ProblemDetail.forStatusAndDetail(status, detail));
	}

}
