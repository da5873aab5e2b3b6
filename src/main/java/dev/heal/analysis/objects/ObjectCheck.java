package dev.heal.analysis.objects;

import java.util.stream.Stream;

/**
 * Looks for one family of faults in a set of objects.
 */
@FunctionalInterface
public interface ObjectCheck {

	/**
	 * Looks for the family.
	 * @param objects the objects
	 * @return what was found
	 */
	Stream<ObjectFinding> find(ClusterObjects objects);

}
