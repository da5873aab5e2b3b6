package dev.heal.remediation;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.heal.coderun.Profile;

/**
 * What a CodeRun tells the agent.
 *
 * @param service the service that the agent works for
 * @param repositoryUrl the repository of the failing code
 * @param docsRepositoryUrl the repository of its documentation, by default the same
 * @param docsProjectDirectory the folder of the documentation
 * @param docsBranch the branch of the documentation
 * @param workingDirectory the folder of the repository to work in
 * @param model the language model
 * @param githubApp the GitHub App that the agent acts as
 * @param envFromSecrets variables taken from secrets
 * @param enableDocker whether the agent gets Docker, null as the CRD has it
 * @param serviceAccountName the service account of the agent's pod
 * @param localTools the agent's local tools
 * @param remoteTools the agent's remote tools
 * @param taskRequirements what the task demands
 * @param cliType the kind of agent
 * @param profile which claim the platform's controllers mount for an agent: heal, healer,
 * service, or auto, as the installed CRD, the template and Heal's own claim tell
 * @param handOver how the report gets to the agent: by the shared volume, in the prompt,
 * or auto, as the profile tells
 * @param template the agent's template, by default that of the profile
 * @param maxTokens the limit of an answer
 * @param temperature the model's temperature
 * @param workspaceClaim the volume claim that Heal writes to, and shares with agents
 * @param agentWorkspaceRoot where the agent mounts it
 * @param allowedRepositories repositories that annotations may name besides those of the
 * configuration itself; a {@code *} stands for anything but a slash, at the end for
 * anything
 * @param allowedGithubApps GitHub Apps that annotations may name besides those of the
 * configuration itself
 * @param routes other values for some pods; the first that matches counts
 */
@Validated
@ConfigurationProperties("heal.remediation")
record AgentProperties(@DefaultValue("heal") @NotBlank String service, @Nullable String repositoryUrl,
		@Nullable String docsRepositoryUrl, @Nullable String docsProjectDirectory, @Nullable String docsBranch,
		@DefaultValue(".") @NotBlank String workingDirectory, @Nullable String model,
		@DefaultValue("5DLabs-Rex") @NotBlank String githubApp,
		@DefaultValue List<@Valid SecretVariable> envFromSecrets, @Nullable Boolean enableDocker,
		@Nullable String serviceAccountName, @Nullable String localTools, @Nullable String remoteTools,
		@Nullable String taskRequirements, @DefaultValue("auto") Profile profile,
		@DefaultValue("auto") HandOver handOver, @DefaultValue("claude") @NotBlank String cliType,
		@Nullable String template, @Nullable Integer maxTokens, @Nullable Double temperature,
		@DefaultValue("heal-workspace") @NotBlank String workspaceClaim,
		@DefaultValue("/workspace") @NotBlank String agentWorkspaceRoot, @DefaultValue List<String> allowedRepositories,
		@DefaultValue List<String> allowedGithubApps, @DefaultValue List<@Valid Route> routes) {

	/**
	 * How the report gets to the agent.
	 */
	enum HandOver {

		/**
		 * As the profile tells.
		 */
		AUTO,
		/**
		 * By the volume that both mount.
		 */
		VOLUME,
		/**
		 * In the CodeRun's promptModification.
		 */
		PROMPT

	}

	/**
	 * A variable of the agent taken from a secret.
	 *
	 * @param name the variable
	 * @param secretName the secret
	 * @param secretKey its key
	 */
	record SecretVariable(@NotBlank String name, @NotBlank String secretName, @NotBlank String secretKey) {

	}

	/**
	 * Where the failures of some pods go. What is null is taken from the defaults.
	 *
	 * @param namespace the pods' namespace, null for all; a {@code *} at its end stands
	 * for the rest
	 * @param labels labels that the pods carry
	 * @param service the service that the agent works for
	 * @param repositoryUrl the repository of the failing code
	 * @param docsRepositoryUrl the repository of its documentation
	 * @param workingDirectory the folder of the repository to work in
	 * @param model the language model
	 * @param githubApp the GitHub App that the agent acts as
	 */
	record Route(@Nullable String namespace, @DefaultValue Map<String, String> labels, @Nullable String service,
			@Nullable String repositoryUrl, @Nullable String docsRepositoryUrl, @Nullable String workingDirectory,
			@Nullable String model, @Nullable String githubApp) {

	}

}
