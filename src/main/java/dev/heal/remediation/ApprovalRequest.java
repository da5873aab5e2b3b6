package dev.heal.remediation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a remediation that waits for approval.
 *
 * @param decision approve or refuse
 * @param by who says so, null for the caller
 * @param reason why
 */
record ApprovalRequest(
		@Schema(example = "approve", pattern = "approve|refuse",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String decision,
		@Schema(example = "alice") @Nullable String by,
		@Schema(example = "the limit was too low anyway") @Nullable String reason) {

}
