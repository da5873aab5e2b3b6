package dev.heal.evidence;

/**
 * Knows which evidence is still needed.
 */
public interface OpenIncidents {

	/**
	 * Tells whether a pod's evidence must be kept.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return whether its incident is not finished, or cannot be read
	 */
	boolean isOpen(String namespace, String pod);

	/**
	 * Deletes what is known of a finished incident, its report too, and its evidence with
	 * it, while no new incident of the pod can begin. Nothing is deleted when one has
	 * begun.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param evidence deletes the evidence
	 */
	void forget(String namespace, String pod, Runnable evidence);

}
