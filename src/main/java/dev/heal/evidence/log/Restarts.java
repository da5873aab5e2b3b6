package dev.heal.evidence.log;

import java.util.List;

import tools.jackson.databind.JsonNode;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.State;

/**
 * Tells from a pod's status before and after its logs were read which of them may be cut,
 * since the API server ends the stream of a removed log as if it were whole.
 */
public final class Restarts {

	private static final String REASON = "may be cut: the container was restarted while it was read";

	private Restarts() {
	}

	public static EvidenceFile mark(EvidenceFile file, JsonNode before, JsonNode after) {
		List<ContainerLog> containers = file.containers().stream().map((log) -> mark(log, before, after)).toList();
		if (containers.equals(file.containers())) {
			return file;
		}
		String reason = LogFailure.incomplete(containers).orElse(REASON);
		return file.with(containers).with(State.TRUNCATED, reason);
	}

	private static ContainerLog mark(ContainerLog log, JsonNode before, JsonNode after) {
		boolean isSame = instance(before, log.container()).equals(instance(after, log.container()));
		return (isSame || log.state() != State.WRITTEN) ? log
				: new ContainerLog(log.container(), State.TRUNCATED, REASON, log.lines());
	}

	private static String instance(JsonNode pod, String container) {
		JsonNode status = PodContainers.status(pod, container);
		return pod.path("metadata").path("uid") + " " + status.path("containerID") + " " + status.path("restartCount");
	}

}
