package dev.heal.evidence;

import java.util.List;

/**
 * The pod has no such container.
 */
public class UnknownContainerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownContainerException(String container, String pod, List<String> containers) {
		super("Pod %s has no container %s; it has %s".formatted(pod, container, String.join(", ", containers)));
	}

}
