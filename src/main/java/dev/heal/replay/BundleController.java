package dev.heal.replay;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;
import dev.heal.replay.StoredDiagnoses.StoredDiagnosis;

/**
 * Bundles over HTTP.
 */
@RestController
@Tag(name = "Evidence")
class BundleController {

	private final StoredDiagnoses diagnoses;

	private final String namespace;

	BundleController(StoredDiagnoses diagnoses, @Value("${heal.namespace:cto}") String namespace) {
		this.diagnoses = diagnoses;
		this.namespace = namespace;
	}

	@GetMapping(path = "/pods/{name}/bundle", produces = "application/zip")
	@Operation(operationId = "bundle", summary = "Get all that a diagnosis was made of",
			description = "Objects, events, logs and the analysis in one file, without secrets: `heal replay` runs it again anywhere.")
	@ApiResponse(responseCode = "200", description = "The bundle",
			content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
	@ApiResponse(responseCode = "404", description = "Nothing is stored of it")
	void bundle(@PathVariable @Parameter(example = "shipping-api-6scrjp9gd-k54fb") PodName name,
			@RequestParam @Parameter(description = "The pod's namespace, `heal.namespace` unless given",
					example = "payments") @Nullable NamespaceName namespace,
			HttpServletResponse response) throws IOException {
		String podNamespace = (namespace != null) ? namespace.value() : this.namespace;
		StoredDiagnosis stored = this.diagnoses.find(podNamespace, name.value())
			.orElseThrow(() -> missing(name, podNamespace));
		stored.check();
		response.setContentType("application/zip");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"A7-%s.zip\"".formatted(name));
		Bundle.write(stored.evidence(), stored.analysis(), response.getOutputStream());
	}

	private static ErrorResponseException missing(PodName name, String namespace) {
		return new ErrorResponseException(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
				"No diagnosis of pod %s in namespace %s is stored.".formatted(name, namespace)), null);
	}

}
