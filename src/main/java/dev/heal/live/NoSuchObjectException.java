package dev.heal.live;

/**
 * What was named is not in the cluster.
 */
public class NoSuchObjectException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoSuchObjectException(String message) {
		super(message);
	}

}
