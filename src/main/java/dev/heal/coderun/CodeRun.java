package dev.heal.coderun;

import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * The custom resource that starts an agent, and tells what became of it.
 */
@Group("agents.platform")
@Version("v1")
public class CodeRun extends CustomResource<CodeRunSpec, CodeRunStatus> implements Namespaced {

	/**
	 * Label: the failure that it was started for.
	 */
	public static final String FAILURE = "heal.platform/failure";

	/**
	 * Annotation: which attempt at the failure it is.
	 */
	public static final String ATTEMPT = "heal.platform/attempt";

	/**
	 * Annotation: what tells a create that was repeated from another one.
	 */
	public static final String CREATION = "heal.platform/creation";

	/**
	 * Annotation: the pod that failed.
	 */
	public static final String POD = "heal.platform/pod";

	/**
	 * Annotation: that pod's namespace.
	 */
	public static final String NAMESPACE = "heal.platform/namespace";

	/**
	 * Annotation: the path of the report.
	 */
	public static final String REPORT = "heal.platform/report";

	/**
	 * Annotation: the container that failed.
	 */
	public static final String CONTAINER = "heal.platform/container";

	/**
	 * Annotation: the class of cause.
	 */
	public static final String CAUSE = "heal.platform/cause";

	/**
	 * Annotation: the workload of the pod.
	 */
	public static final String WORKLOAD = "heal.platform/workload";

	/**
	 * Annotation: the revision of the workload that failed.
	 */
	public static final String REVISION = "heal.platform/revision";

	/**
	 * Annotation: how often the container had been restarted.
	 */
	public static final String RESTARTS = "heal.platform/restarts";

	/**
	 * Label: the code of the alert.
	 */
	public static final String ALERT_TYPE = "alert-type";

	/**
	 * Label: the task id, as far as a label may hold it.
	 */
	public static final String TASK_ID = "task-id";

	/**
	 * Annotation: the task id as it was given.
	 */
	public static final String FULL_TASK_ID = "heal.platform/task-id";

	private static final long serialVersionUID = 1L;

	private static final Set<String> FINAL = Set.of("Succeeded", "Completed", "Failed");

	@Override
	protected @Nullable CodeRunSpec initSpec() {
		return null;
	}

	@Override
	protected @Nullable CodeRunStatus initStatus() {
		return null;
	}

	public String name() {
		return getMetadata().getName();
	}

	/**
	 * Returns how far it is, in the words of its controller.
	 * @return the phase, empty as long as no controller has seen it
	 */
	public String phase() {
		CodeRunStatus known = getStatus();
		return (known != null && known.phase() != null) ? known.phase() : "";
	}

	/**
	 * Tells whether its agent may still be at work.
	 * @return whether it has not ended
	 */
	public boolean active() {
		return active(phase());
	}

	/**
	 * Tells whether an agent may still be at work in a phase.
	 * @param phase a phase, empty for none yet
	 * @return whether that is not an end
	 */
	public static boolean active(String phase) {
		return !FINAL.contains(phase);
	}

	/**
	 * Takes it for one that failed, whatever its controller says.
	 * @param why why it did
	 * @return a copy that says so
	 */
	CodeRun failed(String why) {
		CodeRun copy = new CodeRun();
		copy.setMetadata(getMetadata());
		copy.setSpec(getSpec());
		CodeRunStatus known = getStatus();
		copy.setStatus((known != null) ? known.failed(why) : CodeRunStatus.failedWithout(why));
		return copy;
	}

	public @Nullable String label(String key) {
		Map<String, String> labels = getMetadata().getLabels();
		return (labels != null) ? labels.get(key) : null;
	}

	public @Nullable String annotation(String key) {
		Map<String, String> annotations = getMetadata().getAnnotations();
		return (annotations != null) ? annotations.get(key) : null;
	}

	/**
	 * Tells whether it was started for a failure.
	 * @param failure the failure
	 * @return whether its label says so
	 */
	public boolean concerns(String failure) {
		return CodeRunNames.label(failure).equals(label(FAILURE));
	}

	/**
	 * Returns which attempt at its failure it is.
	 * @return the number, from 1 on; 1 where it carries none
	 */
	public int attempt() {
		String attempt = annotation(ATTEMPT);
		return (attempt != null && attempt.matches("[1-9]\\d{0,8}")) ? Integer.parseInt(attempt) : 1;
	}

}
