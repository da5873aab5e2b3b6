package dev.heal.remediation;

/**
 * A failure for which something is missing that every CodeRun needs.
 */
class NoDestinationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoDestinationException(String property, String value) {
		super("The annotation heal.platform/" + property + " is not the URL of a repository: " + value);
	}

	NoDestinationException(String property) {
		super("No CodeRun without heal.remediation." + property + ": set it, add a route that has it, or annotate "
				+ "the pod, its workload or its namespace with heal.platform/" + property);
	}

}
