package dev.heal.analysis;

import dev.heal.evidence.Evidence;

/**
 * Works out what failed and why.
 */
public interface Analyzer {

	/**
	 * Analyses a pod's evidence.
	 * @param evidence the evidence
	 * @return the analysis, {@code unknown} where nothing tells
	 */
	Analysis analyze(Evidence evidence);

}
