package dev.heal.evidence;

/**
 * There is no such pod.
 */
public class PodNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public PodNotFoundException(String message) {
		super(message);
	}

	static PodNotFoundException of(String namespace, String pod) {
		return new PodNotFoundException("There is no pod %s in namespace %s".formatted(pod, namespace));
	}

}
