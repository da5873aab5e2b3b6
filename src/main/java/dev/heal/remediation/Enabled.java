package dev.heal.remediation;

/**
 * Whether agents are started.
 */
enum Enabled {

	/**
	 * They are.
	 */
	TRUE,
	/**
	 * They are not.
	 */
	FALSE,
	/**
	 * They are where the CodeRun CRD is installed. Without it Heal tells what is wrong,
	 * and leaves it at that.
	 */
	AUTO

}
