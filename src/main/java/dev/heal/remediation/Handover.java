package dev.heal.remediation;

import java.nio.file.Path;

/**
 * How agents see what Heal leaves for them.
 *
 * @param root the workspace's folder in Heal's own file system
 * @param agentRoot where an agent has that folder
 */
public record Handover(Path root, Path agentRoot) {

	/**
	 * Returns where an agent finds a file.
	 * @param path where Heal has it
	 * @return its path in the agent's pod, the same outside of the workspace
	 */
	public String agentPath(String path) {
		Path file = Path.of(path).toAbsolutePath().normalize();
		return (file.startsWith(this.root) ? this.agentRoot.resolve(this.root.relativize(file)) : file).toString();
	}

}
