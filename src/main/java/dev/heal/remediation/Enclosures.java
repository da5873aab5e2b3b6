package dev.heal.remediation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.redaction.Redactor;
import dev.heal.report.Enclosure;
import dev.heal.workspace.Workspace;

/**
 * Puts the report into a CodeRun whose agent does not see the workspace.
 */
@Component
class Enclosures {

	private final Redactor redactor = Redactor.ephemeral();

	private final Workspace workspace;

	private final RemediationProperties properties;

	Enclosures(Workspace workspace, RemediationProperties properties) {
		this.workspace = workspace;
		this.properties = properties;
	}

	/**
	 * Returns the report and the ends of the logs as one text.
	 * @param order what the agent is to do
	 * @return markdown, without secrets, and no longer than allowed
	 */
	String of(Order order) {
		Path file = Path.of(order.request().issueFile());
		String report = Optional.of(file)
			.filter((path) -> path.startsWith(this.workspace.root()))
			.flatMap((path) -> this.workspace.readReport(path).content())
			.map((content) -> new String(content, StandardCharsets.UTF_8))
			.orElse(order.request().analysis().summary());
		return Enclosure.of(this.redactor.redact(report), order.request().evidence(), this.properties.maxPromptSize());
	}

}
