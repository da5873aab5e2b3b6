package dev.heal.workspace;

import java.nio.file.Path;

/**
 * A path that lies outside of the workspace.
 */
public class OutsideWorkspaceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OutsideWorkspaceException(Path path, Path root) {
		super(path + " lies outside of the workspace " + root);
	}

}
