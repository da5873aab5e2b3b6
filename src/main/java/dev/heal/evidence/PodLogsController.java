package dev.heal.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.SharedCollections.Ticket;
import dev.heal.names.ContainerName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * A pod's evidence over HTTP.
 */
@RestController
@RequestMapping("/pods/{name}/logs")
@Tag(name = "Evidence", description = "What the cluster can tell of a pod: logs, events, description")
class PodLogsController {

	/**
	 * How long a caller may have gone before the collection for it ends.
	 */
	private static final Duration SILENCE = Duration.ofSeconds(5);

	private final EvidenceCollector collector;

	private final JsonMapper json;

	PodLogsController(EvidenceCollector collector, JsonMapper json) {
		this.json = json;
		this.collector = collector;
	}

	@PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "collectEvidence", summary = "Fetch the evidence now",
			description = "Fetches current log, previous log, events and description to the workspace. A file that could "
					+ "not be had is in the manifest with its reason, and the rest is still there. While that takes "
					+ "long, blanks come before the manifest; it ends when the caller hangs up and nobody else waits.")
	@ApiResponse(responseCode = "200", description = "The manifest of what was fetched", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "404", description = "There is no such pod")
	@ApiResponse(responseCode = "502", description = "The API server failed us")
	@ApiResponse(responseCode = "504", description = "The API server did not answer in time")
	@Nullable ResponseEntity<Manifest> collect(@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName name,
			@RequestParam(defaultValue = "${heal.namespace:cto}") @Parameter(
					example = "payments") NamespaceName namespace,
			@RequestParam(required = false) @Parameter(
					description = "The last lines of each container's log, 0 for all; heal.evidence.tail unless said",
					example = "100") @PositiveOrZero @Nullable Integer tail,
			@RequestParam(required = false) @Parameter(
					description = "The only container whose log is wanted") @Nullable ContainerName container,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		String caller = (request.getRemoteUser() != null) ? request.getRemoteUser() : request.getRemoteAddr();
		EvidenceRequest wanted = new EvidenceRequest(namespace.value(), name.value(),
				(container != null) ? container.value() : null, tail);
		try (Ticket ticket = this.collector.begin("caller " + caller, wanted, (file, bytes) -> {
		})) {
			while (!ticket.ends(SILENCE)) {
				if (ticket.hasPod() && !isThere(response)) {
					return null;
				}
			}
			return answer(manifest(ticket.await(), wanted), response);
		}
	}

	// A blank before JSON means nothing, and does not arrive where the caller has gone
	private static boolean isThere(HttpServletResponse response) {
		try {
			if (!response.isCommitted()) {
				response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			}
			response.getOutputStream().write(' ');
			response.flushBuffer();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private @Nullable ResponseEntity<Manifest> answer(Manifest manifest, HttpServletResponse response)
			throws IOException {
		if (!response.isCommitted()) {
			return ResponseEntity.ok(manifest);
		}
		response.getOutputStream().write(this.json.writeValueAsBytes(manifest));
		return null;
	}

	private static Manifest manifest(Evidence evidence, EvidenceRequest wanted) {
		if (evidence.manifest().uid() == null) {
			throw new PodNotFoundException("There is no pod %s in namespace %s; its events are stored"
				.formatted(wanted.pod(), wanted.namespace()));
		}
		return evidence.manifest();
	}

	@GetMapping
	@Operation(operationId = "showEvidence", summary = "Show what is stored",
			description = "Returns the manifest of the last collection without asking the cluster.")
	@ApiResponse(responseCode = "200", description = "The manifest of what is stored", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "404", description = "Nothing of this pod is stored")
	Manifest stored(@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName name, @RequestParam(
			defaultValue = "${heal.namespace:cto}") @Parameter(example = "payments") NamespaceName namespace) {
		return find(namespace, name).manifest();
	}

	@GetMapping("/{file}")
	@Operation(operationId = "readEvidence", summary = "Read a stored file",
			description = "Streams one file; ranges and ETag are honoured.")
	@ApiResponse(responseCode = "200", description = "The file",
			content = { @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")),
					@Content(mediaType = MediaType.APPLICATION_YAML_VALUE, schema = @Schema(type = "string")) })
	@ApiResponse(responseCode = "404", description = "Nothing of this pod is stored, or it has no such file")
	@ApiResponse(responseCode = "409", description = "Somebody changed the file since Heal wrote it")
	ResponseEntity<Resource> file(@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName name,
			@PathVariable @Parameter(description = "current.log, previous.log, events.yaml or describe.txt",
					example = "describe.txt") String file,
			@RequestParam(defaultValue = "${heal.namespace:cto}") @Parameter(
					example = "payments") NamespaceName namespace) {
		EvidenceFile entry = kind(file).flatMap((kind) -> find(namespace, name).manifest().file(kind))
			.orElseThrow(() -> new PodNotFoundException("There is no file " + file
					+ "; it is one of current.log, previous.log, events.yaml and describe.txt"));
		StoredFile stored = this.collector.stored(entry)
			.orElseThrow(() -> new PodNotFoundException("There is no %s: %s".formatted(file, entry.reason())));
		if (!stored.isIntact()) {
			throw new ChangedFileException(stored.getDescription());
		}
		return ResponseEntity.ok()
			.eTag("\"" + entry.sha256() + "\"")
			.contentType((entry.file() == Kind.EVENTS) ? MediaType.APPLICATION_YAML : MediaType.TEXT_PLAIN)
			.body(stored);
	}

	private Evidence find(NamespaceName namespace, PodName name) {
		return this.collector.stored(namespace.value(), name.value())
			.orElseThrow(() -> new PodNotFoundException(
					"No evidence of pod %s in namespace %s is stored; POST to this address to fetch it".formatted(name,
							namespace)));
	}

	private static Optional<Kind> kind(String file) {
		return Arrays.stream(Kind.values()).filter((kind) -> kind.fileName().equals(file)).findFirst();
	}

	@ExceptionHandler
	ProblemDetail notFound(PodNotFoundException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unknownContainer(UnknownContainerException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail apiServer(ApiServerException ex) {
		HttpStatus status = ex.isTimeout() ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
		return ProblemDetail.forStatusAndDetail(status, ex.getMessage());
	}

}
