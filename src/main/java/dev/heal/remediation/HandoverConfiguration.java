package dev.heal.remediation;

import java.nio.file.Path;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.heal.workspace.Workspace;

/**
 * Makes the handover of what is configured.
 */
@Configuration(proxyBeanMethods = false)
class HandoverConfiguration {

	@Bean
	Handover handover(Workspace workspace, AgentProperties agents, RemediationProperties properties) {
		return new Handover(workspace.root(), Path.of(agents.agentWorkspaceRoot()), properties.healthyFor());
	}

}
