package dev.heal.remediation;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.coderun.CodeRunNames;
import dev.heal.evidence.Evidence;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;
import dev.heal.names.TaskId;

/**
 * Asks for a remediation of what was found.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param taskId the task id that the alert, the pod or the caller gave, null when it is
 * derived from the failure
 * @param issueFile the path of the report
 * @param evidence what was collected
 * @param analysis what was found
 * @param explicit whether a person or an agent asked for it, so that the policy by cause
 * and confidence does not apply
 */
public record RemediationRequest(String namespace, String pod, @Nullable String taskId, String issueFile,
		Evidence evidence, Analysis analysis, boolean explicit) {

	public RemediationRequest {
		namespace = new NamespaceName(namespace).value();
		pod = new PodName(pod).value();
		// a label that is no task id must not keep the failure from its agent
		taskId = TaskId.find(taskId).map(TaskId::value).orElse(null);
	}

	/**
	 * Returns the identity of what went wrong: the analysis' fingerprint, or without one
	 * the pod itself.
	 * @return the failure
	 */
	public String failure() {
		return failure(this.namespace, this.pod, this.analysis.fingerprint());
	}

	/**
	 * Returns the identity of what went wrong with a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param fingerprint the fingerprint of the analysis, null when there is none
	 * @return the failure
	 */
	public static String failure(String namespace, String pod, @Nullable String fingerprint) {
		return (fingerprint != null) ? fingerprint : CodeRunNames.digest(namespace + "/" + pod).substring(0, 16);
	}

}
