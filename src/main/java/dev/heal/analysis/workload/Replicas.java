package dev.heal.analysis.workload;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.KubeObject;

/**
 * How many pods a workload wants, has made, and has ready.
 *
 * @param wanted how many it wants
 * @param made how many there are
 * @param ready how many of them are ready
 */
record Replicas(int wanted, int made, int ready) {

	static Replicas of(KubeObject workload) {
		JsonNode status = workload.at("/status");
		return switch (workload.kind()) {
			case "DaemonSet" -> new Replicas(status.path("desiredNumberScheduled").asInt(0),
					status.path("currentNumberScheduled").asInt(0), status.path("numberReady").asInt(0));
			case "Job" -> {
				int done = status.path("succeeded").asInt(0) + status.path("active").asInt(0);
				yield new Replicas(Math.max(1, workload.at("/spec/completions").asInt(1)), done,
						status.path("succeeded").asInt(0));
			}
			default -> new Replicas(workload.at("/spec/replicas").asInt(1), status.path("replicas").asInt(0),
					status.path("readyReplicas").asInt(0));
		};
	}

	boolean lacksPods() {
		return this.made < this.wanted;
	}

	boolean complete() {
		return this.made >= this.wanted && this.ready >= this.wanted;
	}

	@Override
	public String toString() {
		return "%d of %d pods".formatted(this.made, this.wanted);
	}

}
