package dev.heal.remediation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunNames;
import dev.heal.coderun.CodeRunSpec;
import dev.heal.evidence.EvidenceFile;
import dev.heal.workspace.Workspace;

/**
 * Builds the CodeRun for a failure.
 */
@Component
class CodeRunFactory {

	private static final String ALERT = "a7";

	private final AgentProperties properties;

	private final Handover handover;

	private final Workspace workspace;

	private final Platforms platforms;

	private final Enclosures enclosures;

	CodeRunFactory(AgentProperties properties, Handover handover, Workspace workspace, Platforms platforms,
			Enclosures enclosures) {
		this.properties = properties;
		this.handover = handover;
		this.workspace = workspace;
		this.platforms = platforms;
		this.enclosures = enclosures;
	}

	CodeRun codeRun(Order order) {
		CodeRun run = new CodeRun();
		run.setMetadata(new ObjectMetaBuilder().withName(order.name())
			.withLabels(labels(order))
			.withAnnotations(annotations(order))
			.build());
		run.setSpec(spec(order));
		return run;
	}

	private static Map<String, String> labels(Order order) {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("app.kubernetes.io/managed-by", "heal");
		labels.put("agents.platform/type", "heal-remediation");
		labels.put("remediation", "true");
		labels.put(CodeRun.ALERT_TYPE, ALERT);
		labels.put(CodeRun.TASK_ID, CodeRunNames.label(order.taskId()));
		labels.put("target-pod", CodeRunNames.label(order.request().pod()));
		labels.put(CodeRun.FAILURE, CodeRunNames.label(order.failure()));
		return labels;
	}

	private static Map<String, String> annotations(Order order) {
		Map<String, String> annotations = new LinkedHashMap<>();
		annotations.put(CodeRun.POD, order.request().pod());
		annotations.put(CodeRun.NAMESPACE, order.request().namespace());
		annotations.put(CodeRun.REPORT, order.request().issueFile());
		annotations.put(CodeRun.FULL_TASK_ID, order.taskId());
		annotations.put(CodeRun.ATTEMPT, Integer.toString(order.attempt()));
		annotations.put(CodeRun.CREATION, order.creation());
		annotations.put(CodeRun.CAUSE, order.request().analysis().cause().id());
		annotations.put(CodeRun.RESTARTS, Integer.toString(order.target().restarts()));
		put(annotations, CodeRun.CONTAINER, order.request().analysis().container());
		put(annotations, CodeRun.REVISION, order.target().revision());
		Workload workload = order.target().workload();
		put(annotations, CodeRun.WORKLOAD, (workload != null) ? workload.toString() : null);
		return annotations;
	}

	private CodeRunSpec spec(Order order) {
		Destination to = order.destination();
		Platform platform = this.platforms.of(to.service());
		return new CodeRunSpec(CodeRunNames.task(order.taskId()), "implementation", to.service(), to.repositoryUrl(),
				to.docsRepositoryUrl(), this.properties.docsProjectDirectory(), this.properties.docsBranch(),
				to.workingDirectory(), to.model(), to.githubApp(), order.attempt(), prompt(order, platform), env(order),
				envFromSecrets(), this.properties.enableDocker(), this.properties.serviceAccountName(),
				this.properties.localTools(), this.properties.remoteTools(), this.properties.taskRequirements(),
				acceptance(order), cli(to, platform));
	}

	private String acceptance(Order order) {
		RemediationRequest request = order.request();
		return this.handover.acceptance(request.evidence(), request.analysis())
			.markdown(request.namespace() + "/" + request.pod());
	}

	private @Nullable String prompt(Order order, Platform platform) {
		String text = (order.promptModification() != null) ? order.promptModification() + where(order) : null;
		return (platform.way() == Platform.Way.VOLUME) ? text
				: ((text != null) ? text + "\n\n" : "") + this.enclosures.of(order);
	}

	private String where(Order order) {
		String report = order.request().issueFile();
		String there = this.handover.agentPath(report);
		return there.equals(report) ? "" : "\nThe report is " + there + " for you, and " + report + " for Heal.";
	}

	private CodeRunSpec.Cli cli(Destination to, Platform platform) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("template", platform.template());
		settings.put("workspaceClaim", this.properties.workspaceClaim());
		settings.put("workspaceMountPath", this.handover.agentRoot().toString());
		return new CodeRunSpec.Cli(this.properties.cliType(), to.model(), settings, this.properties.maxTokens(),
				this.properties.temperature());
	}

	private List<Map<String, String>> envFromSecrets() {
		return this.properties.envFromSecrets()
			.stream()
			.map((secret) -> Map.of("name", secret.name(), "secretName", secret.secretName(), "secretKey",
					secret.secretKey()))
			.toList();
	}

	private Map<String, String> env(Order order) {
		Map<String, String> env = new LinkedHashMap<>();
		env.put("ALERT_TYPE", ALERT);
		env.put("TASK_ID", order.taskId());
		env.put("CODERUN_NAME", order.name());
		env.put("REMEDIATION_MODE", "true");
		env.put("HEAL_ISSUE_FILE", this.handover.agentPath(order.request().issueFile()));
		env.put("HEAL_PROMPT_FILE", this.handover.agentPath(order.request().issueFile()));
		String current = evidence(order, EvidenceFile.Kind.CURRENT_LOG);
		String previous = evidence(order, EvidenceFile.Kind.PREVIOUS_LOG);
		put(env, "HEAL_LOG_FILE", (current != null) ? current : previous);
		put(env, "HEAL_CURRENT_LOG", current);
		put(env, "HEAL_PREVIOUS_LOG", previous);
		put(env, "HEAL_EVENTS_FILE", evidence(order, EvidenceFile.Kind.EVENTS));
		put(env, "HEAL_DESCRIBE_FILE", evidence(order, EvidenceFile.Kind.DESCRIPTION));
		put(env, "HEAL_ACCEPTANCE_FILE", acceptanceFile(order));
		env.put("HEAL_POD", order.request().pod());
		env.put("HEAL_NAMESPACE", order.request().namespace());
		env.put("HEAL_CAUSE", order.request().analysis().cause().id());
		env.put("HEAL_WORKSPACE_PVC", this.properties.workspaceClaim());
		return env;
	}

	private @Nullable String evidence(Order order, EvidenceFile.Kind kind) {
		return order.request().evidence().path(kind).map(Path::toString).map(this.handover::agentPath).orElse(null);
	}

	private @Nullable String acceptanceFile(Order order) {
		Path file = Handover.acceptanceFile(Path.of(order.request().issueFile()));
		boolean isThere = file.startsWith(this.workspace.root()) && this.workspace.isFile(file);
		return isThere ? this.handover.agentPath(file.toString()) : null;
	}

	private static void put(Map<String, String> map, String key, @Nullable String value) {
		if (value != null) {
			map.put(key, value);
		}
	}

}
