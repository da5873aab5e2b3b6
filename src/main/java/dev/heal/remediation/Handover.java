package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Duration;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.report.Acceptance;
import dev.heal.report.AcceptanceCriteria;

/**
 * What agents get from Heal: files, and what must be true after their repair.
 *
 * @param root the workspace's folder in Heal's own file system
 * @param agentRoot where an agent has that folder
 * @param healthyFor for how long a failure must stay away
 */
public record Handover(Path root, Path agentRoot, Duration healthyFor) {

	/**
	 * Returns where an agent finds a file.
	 * @param path where Heal has it
	 * @return its path in the agent's pod, the same outside of the workspace
	 */
	public String agentPath(String path) {
		Path file = Path.of(path).toAbsolutePath().normalize();
		return (file.startsWith(this.root) ? this.agentRoot.resolve(this.root.relativize(file)) : file).toString();
	}

	/**
	 * Returns where the list of what must be true lies.
	 * @param report the report beside which it lies
	 * @return its path
	 */
	public static Path acceptanceFile(Path report) {
		return report.resolveSibling(
				String.valueOf(report.getFileName()).replaceFirst("(?:\\.heal)?\\.md$", "") + ".acceptance.md");
	}

	/**
	 * Says what must be true after a repair.
	 * @param evidence what was collected
	 * @param analysis what was found
	 * @return the list
	 */
	public Acceptance acceptance(Evidence evidence, Analysis analysis) {
		return AcceptanceCriteria.of(evidence, analysis, this.healthyFor);
	}

}
