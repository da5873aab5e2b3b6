package dev.heal.workspace;

import java.nio.file.Path;

/**
 * Workspaces for tests of other packages.
 */
public final class Workspaces {

	private Workspaces() {
	}

	public static Workspace in(Path root) {
		return new Workspace(new WorkspaceProperties(root, null), new StateProperties(null));
	}

}
