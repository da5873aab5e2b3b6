package dev.heal.evidence;

import java.util.Optional;

/**
 * Fetches a pod's evidence from the cluster to the workspace.
 */
public interface EvidenceCollector {

	/**
	 * Fetches the evidence now. A source that fails is recorded in the manifest, so that
	 * one missing source never loses the others.
	 * @param request whose evidence
	 * @return what was had
	 * @throws PodNotFoundException if there is no such pod and nothing of it is left
	 * @throws ApiServerException if the API server could not be asked for anything
	 */
	Evidence collect(EvidenceRequest request);

	/**
	 * Returns the evidence that is already there, without asking the cluster.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the evidence, empty when none is stored
	 */
	Optional<Evidence> stored(String namespace, String pod);

}
