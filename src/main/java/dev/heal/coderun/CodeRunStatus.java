package dev.heal.coderun;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the CodeRun's controller says of it; an empty phase, {@code Pending} and
 * {@code Running} are active.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CodeRunStatus(@Nullable String phase, @Nullable String message, @Nullable String lastUpdate,
		@Nullable String jobName, @Nullable String pullRequestUrl, @Nullable String remediationStatus,
		@Nullable String qaStatus, @Nullable Integer retryCount, @Nullable List<Map<String, Object>> conditions,
		@Nullable String sessionId, @Nullable String finishedAt, @Nullable String expireAt,
		@Nullable Boolean workCompleted) {

	private static final Pattern DEFERRED = Pattern.compile("\\b(?:defer|deferred|deferring)\\b",
			Pattern.CASE_INSENSITIVE);

	/**
	 * Makes the status of a CodeRun that has none, and will get none.
	 * @param why why it failed
	 * @return the status
	 */
	public static CodeRunStatus failedWithout(String why) {
		return new CodeRunStatus("Failed", why, null, null, null, null, null, null, null, null, null, null, null);
	}

	CodeRunStatus failed(String why) {
		return new CodeRunStatus("Failed", why, this.lastUpdate, this.jobName, this.pullRequestUrl,
				this.remediationStatus, this.qaStatus, this.retryCount, this.conditions, this.sessionId,
				this.finishedAt, this.expireAt, this.workCompleted);
	}

	/**
	 * Tells whether the agent ended well without having done anything.
	 * @return whether it says that it deferred its task
	 */
	@JsonIgnore
	public boolean isDeferred() {
		boolean isDone = Boolean.TRUE.equals(this.workCompleted)
				|| (this.pullRequestUrl != null && !this.pullRequestUrl.isBlank());
		return Set.of("Succeeded", "Completed").contains(Objects.requireNonNullElse(this.phase, "")) && !isDone
				&& Stream.of(this.message, this.remediationStatus)
					.filter(Objects::nonNull)
					.anyMatch((text) -> DEFERRED.matcher(text).find());
	}

}
