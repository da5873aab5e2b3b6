package dev.heal.workspace;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps a process from writing that must not do so any more.
 */
@FunctionalInterface
public interface Fence {

	/**
	 * Is asked before a change can be seen by others.
	 * @param file what would change
	 * @throws IOException if it must not
	 */
	void check(Path file) throws IOException;

}
