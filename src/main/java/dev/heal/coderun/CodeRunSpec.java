package dev.heal.coderun;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a CodeRun asks for, in the words of its newest revision.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CodeRunSpec(@Nullable Long taskId, @Nullable String runType, @Nullable String service,
		@Nullable String repositoryUrl, @Nullable String docsRepositoryUrl, @Nullable String docsProjectDirectory,
		@Nullable String docsBranch, @Nullable String workingDirectory, @Nullable String model,
		@Nullable String githubApp, @Nullable Integer contextVersion, @Nullable String promptModification,
		@Nullable Map<String, String> env, @Nullable List<Map<String, String>> envFromSecrets,
		@Nullable Boolean enableDocker, @Nullable String serviceAccountName, @Nullable String localTools,
		@Nullable String remoteTools, @Nullable String taskRequirements, @Nullable String acceptanceCriteria,
		@Nullable Cli cliConfig) {

	static final Set<String> ALWAYS = Set.of("taskId", "runType", "service", "repositoryUrl", "docsRepositoryUrl",
			"workingDirectory", "model", "githubApp", "contextVersion", "env", "cliConfig");

	/**
	 * The agent's command line.
	 */
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	@JsonIgnoreProperties(ignoreUnknown = true)
	public record Cli(@Nullable String cliType, @Nullable String model, @Nullable Map<String, Object> settings,
			@Nullable Integer maxTokens, @Nullable Double temperature) {

	}

}
