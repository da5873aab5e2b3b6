package dev.heal.remediation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Asks explicitly for a remediation of what a report describes.
 *
 * @param alert the alert's code
 * @param taskId the task id
 * @param issueFile the path of the report, absolute or within the workspace
 * @param pod the pod, null when the report's name tells it
 * @param namespace its namespace, null when the report's name or {@code heal.namespace}
 * tells it
 */
public record Spawn(@Schema(example = "a7", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String alert,
		@Schema(example = "42") @Nullable String taskId,
		@Schema(example = "alerts/A7-shipping-api-6scrjp9gd-k54fb.md",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String issueFile,
		@Schema(example = "shipping-api-6scrjp9gd-k54fb") @Nullable String pod,
		@Schema(example = "payments") @Nullable String namespace) {

}
