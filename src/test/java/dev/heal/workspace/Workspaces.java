package dev.heal.workspace;

import java.nio.file.Path;

import org.springframework.util.unit.DataSize;

/**
 * Workspaces for tests of other packages.
 */
public final class Workspaces {

	static final WorkspaceLimits LIMITS = new WorkspaceLimits(DataSize.ofMegabytes(4));

	private Workspaces() {
	}

	public static Workspace in(Path root) {
		return new Workspace(new WorkspaceProperties(root, null, DataSize.ofMegabytes(1)), new StateProperties(null),
				Workspaces.LIMITS);
	}

}
