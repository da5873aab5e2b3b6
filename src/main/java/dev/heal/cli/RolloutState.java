package dev.heal.cli;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.live.Target;

/**
 * How far a roll-out is, by what its controller says.
 *
 * @param isReady whether all of it is there
 * @param progress what is there, in words
 * @param failure what the controller itself gave up for, null when it did not
 */
record RolloutState(boolean isReady, String progress, @Nullable String failure) {

	static RolloutState of(Target target, JsonNode object) {
		JsonNode status = object.path("status");
		boolean seen = status.path("observedGeneration").asLong(0) >= object.at("/metadata/generation").asLong(0);
		return switch (target.kind()) {
			case DEPLOYMENT -> deployment(object, status, seen);
			case STATEFULSET -> statefulSet(object, status, seen);
			case DAEMONSET -> daemonSet(status, seen);
			case REPLICASET -> counted(wanted(object), status, there(object), seen, null);
			case JOB, CRONJOB -> job(object, status);
			case POD -> pod(status);
		};
	}

	private static RolloutState deployment(JsonNode object, JsonNode status, boolean seen) {
		int wanted = wanted(object);
		int updated = status.path("updatedReplicas").asInt(0);
		boolean settled = seen && updated >= wanted && status.path("replicas").asInt(0) <= updated;
		String late = condition(status, "Progressing")
			.filter((condition) -> condition.path("reason").asString("").equals("ProgressDeadlineExceeded"))
			.map((condition) -> condition.path("message").asString(""))
			.orElse(null);
		return counted(wanted, status, "availableReplicas", settled, late);
	}

	private static RolloutState statefulSet(JsonNode object, JsonNode status, boolean seen) {
		int wanted = wanted(object);
		boolean onDelete = object.at("/spec/updateStrategy/type").asString("").equals("OnDelete");
		int partition = object.at("/spec/updateStrategy/rollingUpdate/partition").asInt(0);
		boolean updated = onDelete || status.path("updatedReplicas").asInt(0) >= wanted - partition
				|| status.path("updateRevision").equals(status.path("currentRevision"));
		return counted(wanted, status, there(object), seen && updated, null);
	}

	// available is what has been ready for minReadySeconds
	private static String there(JsonNode object) {
		return (object.at("/spec/minReadySeconds").asInt(0) > 0) ? "availableReplicas" : "readyReplicas";
	}

	private static RolloutState daemonSet(JsonNode status, boolean seen) {
		int wanted = status.path("desiredNumberScheduled").asInt(0);
		return counted(wanted, status, "numberAvailable",
				seen && status.path("updatedNumberScheduled").asInt(0) >= wanted, null);
	}

	private static RolloutState counted(int wanted, JsonNode status, String field, boolean settled,
			@Nullable String failure) {
		int there = status.path(field).asInt(0);
		return new RolloutState(settled && there >= wanted, "%d of %d pods are ready".formatted(there, wanted),
				failure);
	}

	private static RolloutState job(JsonNode object, JsonNode status) {
		String progress = "%d of %d completions, %d failed".formatted(status.path("succeeded").asInt(0),
				object.at("/spec/completions").asInt(1), status.path("failed").asInt(0));
		return new RolloutState(isTrue(status, "Complete"), progress,
				condition(status, "Failed").filter((condition) -> condition.path("status").asString("").equals("True"))
					.map((condition) -> condition.path("message").asString(""))
					.orElse(null));
	}

	private static RolloutState pod(JsonNode status) {
		String phase = status.path("phase").asString("");
		return new RolloutState(isTrue(status, "Ready") || phase.equals("Succeeded"),
				"the pod is " + phase + " and not ready", phase.equals("Failed") ? "the pod has failed" : null);
	}

	private static int wanted(JsonNode object) {
		return object.at("/spec/replicas").asInt(1);
	}

	private static boolean isTrue(JsonNode status, String type) {
		return condition(status, type).filter((condition) -> condition.path("status").asString("").equals("True"))
			.isPresent();
	}

	private static Optional<JsonNode> condition(JsonNode status, String type) {
		return status.path("conditions")
			.valueStream()
			.filter((condition) -> condition.path("type").asString("").equals(type))
			.findFirst();
	}

}
