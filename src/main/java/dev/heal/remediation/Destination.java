package dev.heal.remediation;

/**
 * Where a failure goes: which repository, service and agent.
 *
 * @param repositoryUrl the repository of the failing code
 * @param docsRepositoryUrl the repository of its documentation
 * @param service the service that the agent works for
 * @param workingDirectory the folder of the repository to work in
 * @param githubApp the GitHub App that the agent acts as
 * @param model the language model
 */
record Destination(String repositoryUrl, String docsRepositoryUrl, String service, String workingDirectory,
		String githubApp, String model) {

}
