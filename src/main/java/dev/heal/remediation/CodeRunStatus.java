package dev.heal.remediation;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the CodeRun's controller says of it; an empty phase, {@code Pending} and
 * {@code Running} are active.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
record CodeRunStatus(@Nullable String phase, @Nullable String message, @Nullable String lastUpdate,
		@Nullable String jobName, @Nullable String pullRequestUrl, @Nullable String remediationStatus,
		@Nullable String qaStatus, @Nullable Integer retryCount, @Nullable List<Map<String, Object>> conditions,
		@Nullable String sessionId, @Nullable String finishedAt, @Nullable String expireAt,
		@Nullable Boolean workCompleted) {

}
