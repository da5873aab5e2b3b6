package dev.heal.remediation;

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
class CodeRun extends CustomResource<CodeRunSpec, CodeRunStatus> implements Namespaced {

	static final String FAILURE = "heal.platform/failure";

	static final String ATTEMPT = "heal.platform/attempt";

	static final String CREATION = "heal.platform/creation";

	static final String POD = "heal.platform/pod";

	static final String NAMESPACE = "heal.platform/namespace";

	static final String REPORT = "heal.platform/report";

	static final String CONTAINER = "heal.platform/container";

	static final String CAUSE = "heal.platform/cause";

	static final String WORKLOAD = "heal.platform/workload";

	static final String REVISION = "heal.platform/revision";

	static final String RESTARTS = "heal.platform/restarts";

	static final String ALERT_TYPE = "alert-type";

	static final String TASK_ID = "task-id";

	static final String FULL_TASK_ID = "heal.platform/task-id";

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

	String name() {
		return getMetadata().getName();
	}

	String phase() {
		CodeRunStatus known = getStatus();
		return (known != null && known.phase() != null) ? known.phase() : "";
	}

	boolean active() {
		return active(phase());
	}

	static boolean active(String phase) {
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

	@Nullable String label(String key) {
		Map<String, String> labels = getMetadata().getLabels();
		return (labels != null) ? labels.get(key) : null;
	}

	@Nullable String annotation(String key) {
		Map<String, String> annotations = getMetadata().getAnnotations();
		return (annotations != null) ? annotations.get(key) : null;
	}

	boolean concerns(String failure) {
		return CodeRunNames.label(failure).equals(label(FAILURE));
	}

	int attempt() {
		String attempt = annotation(ATTEMPT);
		return (attempt != null && attempt.matches("[1-9]\\d{0,8}")) ? Integer.parseInt(attempt) : 1;
	}

}
