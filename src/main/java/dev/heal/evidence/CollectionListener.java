package dev.heal.evidence;

import dev.heal.evidence.EvidenceFile.Kind;

/**
 * Is told how far a collection has come.
 */
@FunctionalInterface
public interface CollectionListener {

	/**
	 * Called when the pod was found, so that there will be a manifest.
	 */
	default void onPod() {
	}

	/**
	 * Called by several threads whenever a part of a log has been written.
	 * @param file the log that grows
	 * @param bytes by how much
	 */
	void onBytes(Kind file, long bytes);

}
