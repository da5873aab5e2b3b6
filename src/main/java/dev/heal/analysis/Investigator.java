package dev.heal.analysis;

import dev.heal.evidence.Evidence;

/**
 * Works out what failed and why, and looks around where the failure points to.
 */
public interface Investigator {

	/**
	 * Analyses a pod that fails now.
	 * @param evidence what was collected of the pod
	 * @return the analysis, and the evidence with what was seen around the pod
	 */
	Investigation investigate(Evidence evidence);

	/**
	 * What came of it.
	 *
	 * @param evidence the evidence
	 * @param analysis the analysis
	 */
	record Investigation(Evidence evidence, Analysis analysis) {

	}

}
