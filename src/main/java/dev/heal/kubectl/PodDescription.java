package dev.heal.kubectl;

import java.time.Instant;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Describes a pod, all but its events.
 */
final class PodDescription {

	private static final Layout LAYOUT = Layout.of("""
			Name:\t{metadata.name}
			Namespace:\t{metadata.namespace}
			Priority:\t{spec.priority?}
			Priority Class Name:\t{spec.priorityClassName?}
			Runtime Class Name:\t{spec.runtimeClassName?}
			Service Account:\t{spec.serviceAccountName?}
			@node
			Start Time:\t{status.startTime?|time}
			@labels
			@annotations
			@phase
			Reason:\t{status.reason?}
			Message:\t{status.message?}
			SeccompProfile:\t{spec.securityContext.seccompProfile?.type}
			@localhostProfile
			IP:\t{status.podIP}
			@addresses
			@controller
			NominatedNodeName:\t{status.nominatedNodeName?}
			@resources
			@initContainers
			@containers
			@ephemeralContainers
			@readinessGates
			@conditions
			@volumes
			@qosClass
			@nodeSelectors
			@tolerations
			@topologySpread
			""");

	private static final Layout ASSIGNED = Layout.of("""
			Node:\t{spec.nodeName}/{status.hostIP}
			""");

	private static final Layout UNASSIGNED = Layout.of("""
			Node:\t<none>
			""");

	private static final Layout PHASE = Layout.of("""
			Status:\t{status.phase}
			""");

	private static final Layout CONTROLLER = Layout.of("""
			Controlled By:\t{kind}/{name}
			""");

	private final JsonNode pod;

	private final JsonNode metadata;

	private final JsonNode spec;

	private final JsonNode status;

	private final Instant now;

	private final TabWriter out;

	PodDescription(JsonNode pod, Instant now, TabWriter out) {
		this.pod = pod;
		this.metadata = pod.path("metadata");
		this.spec = pod.path("spec");
		this.status = pod.path("status");
		this.now = now;
		this.out = out;
	}

	void write() {
		LAYOUT.write(this.pod, this.out, this::section);
	}

	private void section(String name) {
		switch (name) {
			case "node" ->
				(Fields.hasText(this.spec.path("nodeName")) ? ASSIGNED : UNASSIGNED).write(this.pod, this.out);
			case "labels" -> KeyValues.labels("Labels", this.metadata.path("labels"), this.out);
			case "annotations" -> KeyValues.annotations(this.metadata.path("annotations"), this.out);
			case "phase" -> phase();
			case "localhostProfile" -> Seccomp.localhostProfile(this.spec, "", this.out);
			case "addresses" -> addresses();
			case "controller" -> controller();
			case "resources" -> resources();
			case "initContainers" -> someContainers("Init Containers:", "initContainers", "initContainerStatuses");
			case "containers" -> containers();
			case "ephemeralContainers" ->
				someContainers("Ephemeral Containers:", "ephemeralContainers", "ephemeralContainerStatuses");
			case "readinessGates" -> readinessGates();
			case "conditions" -> conditions();
			case "volumes" -> VolumeDescription.write(this.spec.path("volumes"), this.out);
			case "qosClass" -> this.out.row("QoS Class", QosClass.of(this.pod));
			case "nodeSelectors" -> KeyValues.labels("Node-Selectors", this.spec.path("nodeSelector"), this.out);
			case "tolerations" -> Tolerations.write(this.spec.path("tolerations"), this.out);
			case "topologySpread" -> TopologySpread.write(this.spec.path("topologySpreadConstraints"), this.out);
			default -> throw new IllegalArgumentException("No section " + name);
		}
	}

	private void phase() {
		JsonNode deletion = this.metadata.path("deletionTimestamp");
		if (Fields.has(deletion) && !isFinished()) {
			this.out.row("Status", "Terminating (lasts " + Timestamps.age(deletion, this.now) + ")");
			this.out.row("Termination Grace Period",
					Fields.text(this.metadata.path("deletionGracePeriodSeconds")) + "s");
		}
		else {
			PHASE.write(this.pod, this.out);
		}
	}

	private boolean isFinished() {
		return Set.of("Failed", "Succeeded").contains(Fields.text(this.status.path("phase")));
	}

	private void addresses() {
		JsonNode addresses = this.status.path("podIPs");
		this.out.line(addresses.isEmpty() ? "IPs:\t<none>" : "IPs:");
		addresses.forEach((address) -> this.out.row("  IP", address.path("ip")));
	}

	private void controller() {
		this.metadata.path("ownerReferences")
			.valueStream()
			.filter((owner) -> Fields.isTrue(owner.path("controller")))
			.findFirst()
			.ifPresent((owner) -> CONTROLLER.write(owner, this.out));
	}

	private void resources() {
		if (Fields.has(this.spec.path("resources"))) {
			this.out.line("Resources:");
			Resources.write(this.spec.path("resources"), "  ", this.out);
		}
	}

	private void containers() {
		this.out.line(this.spec.path("containers").isEmpty() ? "Containers: <none>" : "Containers:");
		containers("containers", "containerStatuses");
	}

	private void someContainers(String title, String kind, String statuses) {
		if (!this.spec.path(kind).isEmpty()) {
			this.out.line(title);
			containers(kind, statuses);
		}
	}

	private void containers(String kind, String statuses) {
		for (JsonNode container : this.spec.path(kind)) {
			new ContainerDescription(this.pod, container, this.status.path(statuses), this.out).write();
		}
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
