package dev.heal.coderun;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What an agent has left, as its last words tell: nobody has to say it in a field.
 *
 * @param pullRequest the pull request, null when none is named
 * @param commit the commit, null when none is named
 */
public record AgentWork(@Nullable String pullRequest, @Nullable String commit) {

	private static final Pattern LINK = Pattern.compile(
			"https://[A-Za-z0-9.-]{1,253}(?::\\d{1,5})?(?:/[A-Za-z0-9._~-]{1,100}){1,8}?/(?:pull|pulls|pull-requests|merge_requests)/\\d{1,9}\\b");

	/** Whoever reads it follows it. */
	private static final Pattern ADDRESS = Pattern
		.compile("https?://[A-Za-z0-9.-]{1,253}(?::\\d{1,5})?(?:/[A-Za-z0-9._~%+-]*){1,12}(?:[?#][\\w=&-]{0,200})?");

	private static final Pattern COMMIT = Pattern
		.compile("(?i)\\bcommit(?:ted)?(?: as| id)?[ :=]{1,3}`?([0-9a-f]{7,40})\\b|/commit/([0-9a-f]{7,40})\\b");

	public static AgentWork of(CodeRunStatus status) {
		String given = status.pullRequestUrl();
		boolean isGiven = given != null && ADDRESS.matcher(given).matches();
		return new AgentWork(isGiven ? given : first(status, LINK).orElse(null), first(status, COMMIT).orElse(null));
	}

	private static Optional<String> first(CodeRunStatus status, Pattern pattern) {
		return Stream.of(status.message(), status.remediationStatus(), status.qaStatus())
			.flatMap(Stream::ofNullable)
			.map((text) -> text.substring(0, Math.min(text.length(), 10_000)))
			.flatMap((text) -> pattern.matcher(text).results())
			.map((found) -> (found.groupCount() == 0) ? found.group()
					: (found.group(1) != null) ? found.group(1) : found.group(2))
			.findFirst();
	}

}
