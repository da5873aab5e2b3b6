package dev.heal.analysis;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.heal.evidence.Evidence;

/**
 * What is wrong in a set of objects.
 *
 * @param object the object that fails, such as {@code Deployment/web}; null when none
 * does
 * @param namespace its namespace, null when it has none
 * @param analysis what is wrong with it, and why
 * @param others what else is wrong
 * @param evidence what the analysis of the pod rests on; evidence of nothing when it is
 * about no pod
 */
public record Diagnosis(@Nullable String object, @Nullable String namespace, Analysis analysis, List<Other> others,
		Evidence evidence) {

	public Diagnosis {
		others = List.copyOf(others);
	}

	/**
	 * Something else that is wrong.
	 *
	 * @param object the object
	 * @param namespace its namespace, null when it has none
	 * @param cause the class of cause
	 * @param subtype a finer class
	 * @param confidence how sure, from 0 to 1
	 * @param summary what is wrong
	 */
	public record Other(String object, @Nullable String namespace, Cause cause, @Nullable String subtype,
			double confidence, String summary) {

	}

}
