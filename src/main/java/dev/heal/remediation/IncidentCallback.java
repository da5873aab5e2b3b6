package dev.heal.remediation;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.report.Acceptance;

/**
 * The one way back to the incidents: what is known of failing pods, who waits for them,
 * and what became of them. Whoever takes alerts through the stages implements it.
 */
public interface IncidentCallback {

	/**
	 * Returns what was found of a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the finding, empty when nothing is stored
	 */
	Optional<Finding> stored(String namespace, String pod);

	/**
	 * Collects and analyses a pod's evidence anew, and writes its report. A pod that no
	 * alert named, such as one of a new revision, becomes an incident by this.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the finding, empty when the pod is gone
	 */
	Optional<Finding> renewed(String namespace, String pod);

	/**
	 * Looks at a pod, and stores nothing.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the pod as it is now, without secrets; a missing node when it cannot be had
	 */
	JsonNode look(String namespace, String pod);

	/**
	 * Gives the next agent a list of what must be true in which nothing is ticked: what
	 * an earlier one ticked was not so.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param acceptance what must be true
	 */
	void untick(String namespace, String pod, Acceptance acceptance);

	/**
	 * Tells whether somebody still waits for a remediation.
	 * @param failure the failure's fingerprint
	 * @return whether an incident of the failure is open
	 */
	boolean awaited(String failure);

	/**
	 * Notes what became of the remediation of a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param dispatch what became of it
	 */
	void settle(String namespace, String pod, Dispatch dispatch);

	/**
	 * What was found of a pod.
	 *
	 * @param issueFile the path of the report
	 * @param evidence what was collected
	 * @param analysis what was found
	 */
	record Finding(String issueFile, Evidence evidence, Analysis analysis) {

	}

}
