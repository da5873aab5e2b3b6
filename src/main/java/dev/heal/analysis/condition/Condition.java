package dev.heal.analysis.condition;

import java.util.stream.Stream;

/**
 * Recognises one family of conditions.
 */
interface Condition {

	/**
	 * Looks for the family.
	 * @param pod the pod
	 * @return what was found
	 */
	Stream<ConditionFinding> find(PodReading pod);

}
