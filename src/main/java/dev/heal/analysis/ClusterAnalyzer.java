package dev.heal.analysis;

/**
 * Works out what is wrong in a set of objects: with one of them, or with whichever is
 * worst.
 */
public interface ClusterAnalyzer {

	/**
	 * Analyses a set of objects.
	 * @param recording the objects, and what is asked of them
	 * @return what is wrong
	 */
	Diagnosis analyze(Recording recording);

}
