package dev.heal.remediation;

import dev.heal.names.Quoted;

/**
 * A failure that goes nowhere: something is missing that every CodeRun needs, or an
 * annotation asks for what is not allowed.
 */
final class NoDestinationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private NoDestinationException(String message) {
		super(message);
	}

	static NoDestinationException refused(String annotation, String value, String objection) {
		return new NoDestinationException("No agent is started, as the annotation heal.platform/%s is refused (%s): %s"
			.formatted(annotation, Quoted.of(value), objection));
	}

	static NoDestinationException missing(String property) {
		return new NoDestinationException(("No CodeRun without heal.remediation.%1$s: set it, add a route that has it, "
				+ "or annotate the pod, its workload or its namespace with heal.platform/%1$s%2$s")
			.formatted(property, property.equals("repository-url")
					? ", which heal.remediation.allowed-repositories has to allow" : ""));
	}

}
