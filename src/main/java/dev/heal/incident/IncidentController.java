package dev.heal.incident;

import java.util.Comparator;
import java.util.List;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.names.ContainerName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;
import dev.heal.remediation.IncidentState;

/**
 * The incidents, and their reports.
 */
@RestController
@RequestMapping("/alerts/a7")
@Tag(name = "Alerts")
class IncidentController {

	private final IncidentStore store;

	private final ReportFiles reports;

	private final ReportHandIn handIn;

	private final SecondLook secondLook;

	IncidentController(IncidentStore store, ReportFiles reports, ReportHandIn handIn, SecondLook secondLook) {
		this.store = store;
		this.reports = reports;
		this.handIn = handIn;
		this.secondLook = secondLook;
	}

	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listIncidents", summary = "List incidents", description = "The newest first.")
	@ApiResponse(responseCode = "200", description = "A page of the list")
	IncidentPage list(
			@RequestParam @Parameter(description = "Only those in this state",
					example = "remediating") @Nullable IncidentState state,
			@RequestParam @Parameter(description = "Only those of this namespace",
					example = "payments") @Nullable NamespaceName namespace,
			@RequestParam @Parameter(description = "Only those of this cause",
					example = "code-bug") @Nullable String cause,
			@RequestParam(defaultValue = "0") @Min(0) @Parameter(description = "The page, from 0") int page,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) @Parameter(
					description = "Incidents in a page") int size) {
		List<Entry> found = this.store.list(matches(state, namespace, cause))
			.stream()
			.sorted(Comparator.comparing(Entry::createdAt).reversed().thenComparing(Entry::file))
			.toList();
		return new IncidentPage(this.store.read(found.stream().skip((long) page * size).limit(size))
			.stream()
			.map(IncidentView::of)
			.toList(), page, size, found.size());
	}

	@GetMapping(path = "/{namespace}/{pod}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "readIncident", summary = "Read an incident",
			description = "As JSON, or its report with `Accept: text/markdown` or `text/html`.")
	@ApiResponse(responseCode = "200", description = "The incident, or its report",
			content = {
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = IncidentView.class)),
					@Content(mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(type = "string")),
					@Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")) })
	@ApiResponse(responseCode = "404", description = "No such incident, or no report yet")
	ResponseEntity<IncidentView> incident(@PathVariable @Parameter(example = "payments") NamespaceName namespace,
			@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName pod) {
		Incident incident = this.store.find(namespace.value(), pod.value())
			.orElseThrow(() -> NoIncidentException.of(namespace, pod));
		return ResponseEntity.ok(IncidentView.of(incident));
	}

	@GetMapping(path = "/{namespace}/{kind}/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "readWorkloadIncident", summary = "Read the incident of a workload",
			description = "Its failing pods have incidents of their own; without any it has a report itself, "
					+ "with `Accept: text/markdown`.")
	@ApiResponse(responseCode = "200", description = "The incident, or its report",
			content = {
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = IncidentView.class)),
					@Content(mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(type = "string")) })
	@ApiResponse(responseCode = "404", description = "No such incident, or no report yet")
	IncidentView workload(@PathVariable @Parameter(example = "payments") NamespaceName namespace,
			@PathVariable @Parameter(example = "deployment") ContainerName kind,
			@PathVariable @Parameter(example = "statements") PodName name) {
		return this.store.find(namespace.value(), kind + "_" + name)
			.map(IncidentView::of)
			.orElseThrow(() -> new NoIncidentException(
					"There is no incident of %s/%s in namespace %s. GET /alerts/a7 lists those there are."
						.formatted(kind, name, namespace)));
	}

	@GetMapping(path = "/{namespace}/{pod}", produces = MediaType.TEXT_MARKDOWN_VALUE)
	ResponseEntity<byte[]> report(@PathVariable NamespaceName namespace, @PathVariable PodName pod) {
		byte[] report = read(namespace, pod);
		return ResponseEntity.ok().eTag(Digest.sha256(report)).body(report);
	}

	@PostMapping(path = "/{namespace}/{pod}/look", produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(operationId = "lookAgain", summary = "Look again at a pod",
			description = "Collects and analyses it anew, soon. Where somebody is at work on it, nothing changes.")
	@ApiResponse(responseCode = "202", description = "The incident", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "404", description = "No such incident")
	@ApiResponse(responseCode = "409", description = "It has ended")
	IncidentView lookAgain(@PathVariable @Parameter(example = "payments") NamespaceName namespace,
			@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName pod) {
		Incident incident = this.store.find(namespace.value(), pod.value())
			.orElseThrow(() -> NoIncidentException.of(namespace, pod));
		if (!incident.isLive()) {
			throw new IncidentEndedException(incident);
		}
		this.secondLook.again(incident);
		return IncidentView.of(this.store.find(namespace.value(), pod.value()).orElse(incident));
	}

	@GetMapping(path = "/{namespace}/{kind}/{name}", produces = MediaType.TEXT_MARKDOWN_VALUE)
	ResponseEntity<byte[]> report(@PathVariable NamespaceName namespace, @PathVariable ContainerName kind,
			@PathVariable PodName name) {
		byte[] report = read(namespace, kind, name);
		return ResponseEntity.ok().eTag(Digest.sha256(report)).body(report);
	}

	@PutMapping(path = "/{namespace}/{pod}/report", consumes = MediaType.TEXT_MARKDOWN_VALUE)
	@Operation(operationId = "handInReport", summary = "Hand in a report",
			description = "For an analysis agent that does its own analysis. "
					+ "Heal keeps it and writes its own next to it as `A7-<pod>.heal.md`.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
					mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(type = "string"),
					examples = @ExampleObject("# Pod Failure: shipping-api-6scrjp9gd-k54fb\n\n## Summary\nThe price of a new product is missing.\n"))))
	@ApiResponse(responseCode = "200", description = "Replaced")
	@ApiResponse(responseCode = "201", description = "Kept")
	@ApiResponse(responseCode = "412", description = "The report is not the one that If-Match names")
	ResponseEntity<Void> handIn(@PathVariable @Parameter(example = "payments") NamespaceName namespace,
			@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName pod,
			@RequestHeader(name = HttpHeaders.IF_MATCH) @Parameter(
					description = "The ETag of the report that this one replaces") @Nullable String ifMatch,
			@RequestBody byte[] markdown) {
		boolean isNew = this.handIn.take(namespace.value(), pod.value(), markdown, ifMatch);
		return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).eTag(Digest.sha256(markdown)).build();
	}

	private byte[] read(NamespaceName namespace, PodName pod) {
		return this.reports.read(namespace.value(), pod.value())
			.orElseThrow(() -> new NoIncidentException(
					"There is no report of pod %s in namespace %s yet.".formatted(pod, namespace)));
	}

	private byte[] read(NamespaceName namespace, ContainerName kind, PodName name) {
		return this.reports.read(namespace.value(), kind + "_" + name)
			.orElseThrow(() -> new NoIncidentException(
					"There is no report of %s/%s in namespace %s; its failing pods have reports of their own."
						.formatted(kind, name, namespace)));
	}

	private static Predicate<Entry> matches(@Nullable IncidentState state, @Nullable NamespaceName namespace,
			@Nullable String cause) {
		return (entry) -> (state == null || entry.state() == state)
				&& (namespace == null || namespace.value().equals(entry.namespace()))
				&& (cause == null || (entry.cause() != null && cause.equals(entry.cause().id())));
	}

	@ExceptionHandler
	ProblemDetail notFound(NoIncidentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail ended(IncidentEndedException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail changed(ReportChangedException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED,
				"The report has changed since; GET it with Accept: text/markdown, and send its ETag as If-Match.");
	}

	/**
	 * There is nothing to show.
	 */
	static final class NoIncidentException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoIncidentException(String message) {
			super(message);
		}

		static NoIncidentException of(NamespaceName namespace, PodName pod) {
			return new NoIncidentException("There is no incident of pod %s in namespace %s. ".formatted(pod, namespace)
					+ "GET /alerts/a7 lists those there are.");
		}

	}

	/**
	 * Nobody is waiting for it any more.
	 */
	static final class IncidentEndedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		IncidentEndedException(Incident incident) {
			super("The incident of %s has ended. The next alert opens a new one; POST /pods/%s/logs?namespace=%s fetches the evidence without one."
				.formatted(incident.id(), incident.pod(), incident.namespace()));
		}

	}

}
