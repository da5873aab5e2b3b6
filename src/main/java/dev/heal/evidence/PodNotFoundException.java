package dev.heal.evidence;

/**
 * There is no such pod.
 */
public class PodNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public PodNotFoundException(String message) {
		super(message);
	}

}
