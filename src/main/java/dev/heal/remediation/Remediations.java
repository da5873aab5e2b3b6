package dev.heal.remediation;

/**
 * Starts remediations: one CodeRun for one failure.
 */
public interface Remediations {

	/**
	 * Starts a remediation unless there is one, a limit holds it back, or it is not worth
	 * it.
	 * @param request what to remedy
	 * @return what became of it
	 */
	Dispatch dispatch(RemediationRequest request);

}
