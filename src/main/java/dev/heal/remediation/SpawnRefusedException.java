package dev.heal.remediation;

/**
 * An explicit request for a remediation that cannot be one.
 */
public class SpawnRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SpawnRefusedException(String message) {
		super(message);
	}

}
