package dev.heal.remediation;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Cause;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.Manifest;

/**
 * Requests for remediations, as the incidents make them.
 */
final class Requests {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private Requests() {
	}

	static RemediationRequest of(String pod, String fingerprint) {
		return of(pod, fingerprint, Cause.CODE_BUG, 0.9);
	}

	static RemediationRequest of(String pod, String fingerprint, Cause cause, double confidence) {
		return new RemediationRequest("shop", pod, null, "/workspace/watch/alerts/A7-" + pod + ".md",
				evidence(pod, "{}"), analysis(fingerprint, cause, confidence), false);
	}

	static RemediationRequest withPod(RemediationRequest request, String pod) {
		return new RemediationRequest(request.namespace(), request.pod(), request.taskId(), request.issueFile(),
				evidence(request.pod(), pod), request.analysis(), request.explicit());
	}

	static RemediationRequest explicit(RemediationRequest request, String taskId) {
		return new RemediationRequest(request.namespace(), request.pod(), taskId, request.issueFile(),
				request.evidence(), request.analysis(), true);
	}

	static Analysis analysis(String fingerprint, Cause cause, double confidence) {
		return new Analysis(cause, null, confidence, "app", "current", "app crashed", null, null, null, null, null,
				List.of(), List.of(), null, fingerprint);
	}

	static Evidence evidence(String pod, String json) {
		EvidenceFile log = new EvidenceFile(Kind.CURRENT_LOG, "/workspace/watch/logs/" + pod + "-current.log",
				State.WRITTEN, null, 1, 1, "0", null, null, Map.of(), List.of());
		EvidenceFile previous = new EvidenceFile(Kind.PREVIOUS_LOG, null, State.ABSENT, "none", 0, 0, null, null, null,
				Map.of(), List.of());
		Manifest manifest = new Manifest("shop", pod, "u", Instant.EPOCH, true, 0, List.of(log, previous));
		JsonNode object = mapper.readTree(json);
		return new Evidence(manifest, object, MissingNode.getInstance(), MissingNode.getInstance(),
				Files::newInputStream);
	}

}
