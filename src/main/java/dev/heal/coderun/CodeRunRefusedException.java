package dev.heal.coderun;

import java.util.Locale;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * The API server did not take a CodeRun, or did not answer.
 */
public class CodeRunRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean retryable;

	public CodeRunRefusedException(String message, boolean retryable) {
		super(message);
		this.retryable = retryable;
	}

	private CodeRunRefusedException(String message, boolean retryable, KubernetesClientException cause) {
		super(message, cause);
		this.retryable = retryable;
	}

	/**
	 * Tells from an answer of the API server what it means. A missing right, a quota, a
	 * missing CRD or namespace can be mended while Heal waits; what admission denied, or
	 * validation, stays so.
	 * @param ex the answer
	 * @return the refusal
	 */
	public static CodeRunRefusedException of(KubernetesClientException ex) {
		String message = message(ex);
		return switch (ex.getCode()) {
			case 0 -> new CodeRunRefusedException("The API server does not answer: " + message, true, ex);
			case 403 -> new CodeRunRefusedException(message, !message.contains("denied"), ex);
			case 404 -> missing(message, ex);
			case 401, 408, 409, 429 -> new CodeRunRefusedException(message, true, ex);
			default -> new CodeRunRefusedException(message, ex.getCode() >= 500, ex);
		};
	}

	private static CodeRunRefusedException missing(String message, KubernetesClientException ex) {
		// an unknown resource is answered in plain text, an unknown namespace as a Status
		boolean namespace = message.toLowerCase(Locale.ROOT).contains("namespaces \"");
		return new CodeRunRefusedException((namespace ? "Check heal.remediation.namespace: "
				: "The CRD coderuns.agents.platform/v1 is not installed: ") + message, true, ex);
	}

	private static String message(KubernetesClientException ex) {
		Status status = ex.getStatus();
		String message = (status != null) ? status.getMessage() : null;
		return (message != null && !message.isBlank()) ? message : String.valueOf(ex.getMessage());
	}

	public boolean retryable() {
		return this.retryable;
	}

}
