package dev.heal.evidence;

/**
 * Knows which evidence is still needed.
 */
public interface OpenIncidents {

	/**
	 * Tells whether a pod's evidence must be kept.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return whether its incident is not finished
	 */
	boolean isOpen(String namespace, String pod);

	/**
	 * Is called before the evidence of a finished incident is deleted, so that the report
	 * and whatever else is known of it can go with it.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 */
	void forget(String namespace, String pod);

}
