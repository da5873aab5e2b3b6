package dev.heal.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.heal.alert.AlertOutcome.Outcome;
import dev.heal.alert.Webhook.Entry;

/**
 * Alertmanager's webhook.
 */
@RestController
@RequestMapping("/alerts/a7")
@Tag(name = "Alerts", description = "Pod failures, from the alert to the end of the incident")
class AlertController {

	private static final String EXAMPLE = """
			{"version": "4", "status": "firing", "receiver": "heal", "truncatedAlerts": 0, "alerts": [
			  {"status": "firing", "fingerprint": "2db6ea20a0fddfce",
			   "labels": {"alertname": "A7PodFailure", "namespace": "payments", "pod": "shipping-api-6scrjp9gd-k54fb"},
			   "annotations": {}, "startsAt": "2026-01-05T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z"},
			  {"status": "firing", "fingerprint": "71fdd21a9a27c3ae",
			   "labels": {"alertname": "A7PodFailure", "namespace": "payments", "deployment": "statements"},
			   "annotations": {}, "startsAt": "2026-01-05T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z"}]}""";

	private static final byte[] GZIP = { (byte) 0x1f, (byte) 0x8b };

	private final WebhookReader reader;

	private final TruncatedAlerts truncatedAlerts;

	private final AlertIntake intake;

	private final Rejections rejections;

	AlertController(WebhookReader reader, TruncatedAlerts truncatedAlerts, AlertIntake intake, Rejections rejections) {
		this.reader = reader;
		this.truncatedAlerts = truncatedAlerts;
		this.intake = intake;
		this.rejections = rejections;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(operationId = "receiveAlerts", summary = "Take in a webhook of Alertmanager",
			description = "Answers as soon as every accepted alert is durable. Evidence, analysis, report and "
					+ "remediation follow by themselves; `incident` of each outcome tells where to read on.",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(type = "object",
									description = "Alertmanager's webhook, version 4; unknown fields are ignored"),
							examples = @ExampleObject(EXAMPLE))))
	@ApiResponse(responseCode = "202", description = "Taken in; an outcome for each alert")
	@ApiResponse(responseCode = "400", description = "Not JSON, or not a webhook of Alertmanager")
	@ApiResponse(responseCode = "413",
			description = "Larger than heal.limits.webhook-body, or more alerts than heal.limits.webhook-alerts")
	@ApiResponse(responseCode = "408", description = "Took longer to arrive than heal.limits.body-time")
	@ApiResponse(responseCode = "406", description = "The answer is JSON, and Accept wants something else")
	@ApiResponse(responseCode = "415", description = "Not application/json, or compressed")
	@ApiResponse(responseCode = "422", description = "Nothing in it names a pod or a workload")
	@ApiResponse(responseCode = "503", description = "Not taken: cannot be made durable, or too many wait")
	WebhookAnswer receive(
			@RequestParam(name = "dry-run",
					defaultValue = "false") @Parameter(description = "Only tells what would be done") boolean dryRun,
			InputStream body) throws IOException {
		Webhook webhook = this.truncatedAlerts.complete(this.reader.read(plain(body)));
		this.rejections.tell(webhook);
		if (!webhook.entries().isEmpty() && webhook.entries().stream().allMatch(Entry::unnamed)) {
			webhook.entries().forEach((_) -> this.intake.count(Outcome.REJECTED));
			throw new NoPodException(webhook);
		}
		return WebhookAnswer.of(this.intake.take(webhook.entries(), dryRun));
	}

	private static InputStream plain(InputStream body) throws IOException {
		PushbackInputStream in = new PushbackInputStream(body, GZIP.length);
		byte[] start = in.readNBytes(GZIP.length);
		in.unread(start);
		if (Arrays.equals(start, GZIP)) {
			throw new CompressedBodyException();
		}
		return in;
	}

	@ExceptionHandler
	ProblemDetail malformed(MalformedWebhookException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> compressed(CompressedBodyException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ex.getMessage());
		return ResponseEntity.status(problem.getStatus()).header(HttpHeaders.ACCEPT_ENCODING, "identity").body(problem);
	}

	@ExceptionHandler
	ProblemDetail tooLarge(WebhookTooLargeException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, "The webhook " + ex.getMessage()
				+ ", and Alertmanager does not send it again. To lose no alert, set "
				+ "max_alerts in Alertmanager's webhook_config together with heal.alertmanager.url, so that Heal "
				+ "fetches what is left out; or group by more labels (group_by), so that each message is smaller.");
	}

	@ExceptionHandler
	ProblemDetail noPod(NoPodException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT,
				"No alert names a pod or a workload: keep the labels 'pod' and 'namespace' in the alerting rule, "
						+ "or set heal.alert.pod-labels and heal.alert.namespace-labels. The first one has "
						+ ex.outcomes().getFirst().reason() + ".");
		problem.setProperty("alerts", ex.outcomes());
		return problem;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> notTaken(AlertsNotTakenException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
		return ResponseEntity.status(problem.getStatus()).header(HttpHeaders.RETRY_AFTER, "5").body(problem);
	}

	/**
	 * A webhook in which no alert names a pod.
	 */
	static final class NoPodException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Webhook webhook;

		NoPodException(Webhook webhook) {
			this.webhook = webhook;
		}

		List<AlertOutcome> outcomes() {
			return this.webhook.entries().stream().map(Entry::outcome).filter(Objects::nonNull).toList();
		}

	}

}
