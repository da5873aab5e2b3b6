package dev.heal.remediation;

/**
 * Is told how remediations go on.
 */
public interface RemediationListener {

	/**
	 * A remediation went on.
	 * @param progress what happened
	 */
	void onProgress(RemediationProgress progress);

}
