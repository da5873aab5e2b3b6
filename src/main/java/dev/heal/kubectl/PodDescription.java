package dev.heal.kubectl;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Describes a pod, all but its events.
 */
final class PodDescription {

	private static final Layout HEAD = Layout.of("""
			Name:\t{metadata.name}
			Namespace:\t{metadata.namespace}
			?Priority:\t{spec.priority}
			?Priority Class Name:\t{spec.priorityClassName}
			?Runtime Class Name:\t{spec.runtimeClassName}
			?Service Account:\t{spec.serviceAccountName}
			""");

	private static final Layout ASSIGNED = Layout.of("""
			Node:\t{spec.nodeName}/{status.hostIP}
			""");

	private static final Layout UNASSIGNED = Layout.of("""
			Node:\t<none>
			""");

	private static final Layout STARTED = Layout.of("""
			?Start Time:\t{status.startTime|time}
			""");

	private static final Layout PHASE = Layout.of("""
			Status:\t{status.phase}
			""");

	private static final Layout REASON = Layout.of("""
			?Reason:\t{status.reason}
			?Message:\t{status.message}
			""");

	private static final Layout ADDRESS = Layout.of("""
			IP:\t{status.podIP}
			""");

	private static final Layout NOMINATED = Layout.of("""
			?NominatedNodeName:\t{status.nominatedNodeName}
			""");

	private final JsonNode pod;

	private final JsonNode spec;

	private final JsonNode status;

	private final Instant now;

	private final TabWriter out;

	PodDescription(JsonNode pod, Instant now, TabWriter out) {
		this.pod = pod;
		this.spec = pod.path("spec");
		this.status = pod.path("status");
		this.now = now;
		this.out = out;
	}

	void write() {
		HEAD.write(this.pod, this.out);
		(Fields.hasText(this.spec.path("nodeName")) ? ASSIGNED : UNASSIGNED).write(this.pod, this.out);
		STARTED.write(this.pod, this.out);
		KeyValues.labels("Labels", this.pod.path("metadata").path("labels"), this.out);
		KeyValues.annotations(this.pod.path("metadata").path("annotations"), this.out);
		phase();
		REASON.write(this.pod, this.out);
		Seccomp.write(this.spec, "", "", this.out);
		addresses();
		NOMINATED.write(this.pod, this.out);
		resources();
		containers();
		readinessGates();
		conditions();
		VolumeDescription.write(this.spec.path("volumes"), this.out);
		this.out.row("QoS Class", QosClass.of(this.pod));
		KeyValues.labels("Node-Selectors", this.spec.path("nodeSelector"), this.out);
		Tolerations.write(this.spec.path("tolerations"), this.out);
		TopologySpread.write(this.spec.path("topologySpreadConstraints"), this.out);
	}

	private void phase() {
		JsonNode metadata = this.pod.path("metadata");
		if (Fields.has(metadata.path("deletionTimestamp")) && !isFinished()) {
			String age = Timestamps.age(metadata.path("deletionTimestamp"), this.now);
			this.out.row("Status", "Terminating (lasts " + age + ")");
			this.out.row("Termination Grace Period", Fields.text(metadata.path("deletionGracePeriodSeconds")) + "s");
		}
		else {
			PHASE.write(this.pod, this.out);
		}
	}

	private boolean isFinished() {
		return Set.of("Failed", "Succeeded").contains(Fields.text(this.status.path("phase")));
	}

	private void addresses() {
		ADDRESS.write(this.pod, this.out);
		JsonNode addresses = this.status.path("podIPs");
		this.out.line(addresses.isEmpty() ? "IPs:\t<none>" : "IPs:");
		addresses.forEach((address) -> this.out.row("  IP", address.path("ip")));
		this.pod.path("metadata")
			.path("ownerReferences")
			.valueStream()
			.filter((owner) -> Fields.isTrue(owner.path("controller")))
			.findFirst()
			.ifPresent((owner) -> this.out.row("Controlled By",
					Fields.text(owner.path("kind")) + "/" + Fields.text(owner.path("name"))));
	}

	private void resources() {
		if (Fields.has(this.spec.path("resources"))) {
			this.out.line("Resources:");
			Resources.write(this.spec.path("resources"), "  ", this.out);
		}
	}

	private void containers() {
		List<JsonNode> initContainers = this.spec.path("initContainers").valueStream().toList();
		if (!initContainers.isEmpty()) {
			this.out.line("Init Containers:");
			containers(initContainers, this.status.path("initContainerStatuses"));
		}
		List<JsonNode> containers = this.spec.path("containers").valueStream().toList();
		this.out.line(containers.isEmpty() ? "Containers: <none>" : "Containers:");
		containers(containers, this.status.path("containerStatuses"));
		List<JsonNode> ephemeralContainers = this.spec.path("ephemeralContainers").valueStream().toList();
		if (!ephemeralContainers.isEmpty()) {
			this.out.line("Ephemeral Containers:");
			containers(ephemeralContainers, this.status.path("ephemeralContainerStatuses"));
		}
	}

	private void containers(List<JsonNode> containers, JsonNode statuses) {
		containers.forEach((container) -> new ContainerDescription(this.pod, container, statuses, this.out).write());
	}

	private void readinessGates() {
		JsonNode gates = this.spec.path("readinessGates");
		if (!gates.isEmpty()) {
			this.out.line("Readiness Gates:");
			this.out.line("  Type\tStatus");
			gates.forEach((gate) -> condition(gate.path("conditionType"), statusOf(gate)));
		}
	}

	private String statusOf(JsonNode gate) {
		String type = Fields.text(gate.path("conditionType"));
		return this.status.path("conditions")
			.valueStream()
			.filter((condition) -> Fields.text(condition.path("type")).equals(type))
			.findFirst()
			.map((condition) -> Fields.text(condition.path("status")))
			.orElse("<none>");
	}

	private void conditions() {
		JsonNode conditions = this.status.path("conditions");
		if (!conditions.isEmpty()) {
			this.out.line("Conditions:");
			this.out.line("  Type\tStatus");
			conditions.forEach((condition) -> condition(condition.path("type"), Fields.text(condition.path("status"))));
		}
	}

	private void condition(JsonNode type, String status) {
		this.out.line("  " + Fields.text(type) + " \t" + status + " ");
	}

}
