package dev.heal.kubectl;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes a container of any kind, and what became of it.
 */
final class ContainerDescription {

	private static final Layout LAYOUT = Layout.of("""
			@name
			    Container ID:\t{status?.containerID}
			    Image:\t{container.image}
			    Image ID:\t{status?.imageID}
			@ports
			@hostPorts
			    SeccompProfile:\t{container.securityContext.seccompProfile?.type}
			@localhostProfile
			@command
			@args
			@state
			@lastState
			@ready
			    Restart Count:\t{status?.restartCount:0}
			@resources
			@probes
			@environment
			@mounts
			""");

	private final JsonNode pod;

	private final JsonNode container;

	private final JsonNode status;

	private final TabWriter out;

	ContainerDescription(JsonNode pod, JsonNode container, JsonNode statuses, TabWriter out) {
		this.pod = pod;
		this.container = container;
		this.status = status(Fields.text(container.path("name")), statuses);
		this.out = out;
	}

	private static JsonNode status(String name, JsonNode statuses) {
		return statuses.valueStream()
			.filter((status) -> Fields.text(status.path("name")).equals(name))
			.reduce(statuses.path("none"), (earlier, later) -> later);
	}

	void write() {
		ObjectNode both = JsonNodeFactory.instance.objectNode();
		both.set("container", this.container);
		if (hasStatus()) {
			both.set("status", this.status);
		}
		LAYOUT.write(both, this.out, this::section);
	}

	private boolean hasStatus() {
		return !this.status.isMissingNode();
	}

	private void section(String name) {
		switch (name) {
			case "name" -> this.out.line("  " + Fields.text(this.container.path("name")) + ":");
			case "ports" -> ports("    Port", "containerPort");
			case "hostPorts" -> ports("    Host Port", "hostPort");
			case "localhostProfile" -> Seccomp.localhostProfile(this.container, "      ", this.out);
			case "command" -> words("    Command:", this.container.path("command"));
			case "args" -> words("    Args:", this.container.path("args"));
			case "state" -> state();
			case "lastState" -> lastState();
			case "ready" -> ready();
			case "resources" -> Resources.write(this.container.path("resources"), "    ", this.out);
			case "probes" -> probes();
			case "environment" -> new EnvironmentDescription(this.pod, this.container, this.out).write();
			case "mounts" -> MountDescription.write(this.container, this.out);
			default -> throw new IllegalArgumentException("No section " + name);
		}
	}

	private void ports(String label, String kind) {
		String ports = this.container.path("ports")
			.valueStream()
			.map((port) -> Fields.text(port.path(kind), "0") + "/" + Fields.text(port.path("protocol")))
			.collect(Collectors.joining(", "));
		this.out.row(ports.contains(",") ? label + "s" : label, ports.isEmpty() ? "<none>" : ports);
	}

	private void words(String title, JsonNode words) {
		if (!words.isEmpty()) {
			this.out.line(title);
			for (String word : Fields.texts(words)) {
				for (String line : word.split("\n", -1)) {
					this.out.line("      " + line);
				}
			}
		}
	}

	private void state() {
		if (hasStatus()) {
			StateDescription.write("State", this.status.path("state"), this.out);
		}
	}

	private void lastState() {
		if (Fields.has(this.status.path("lastState").path("terminated"))) {
			StateDescription.write("Last State", this.status.path("lastState"), this.out);
		}
	}

	private void ready() {
		if (hasStatus()) {
			this.out.row("    Ready", Fields.isTrue(this.status.path("ready")) ? "True" : "False");
		}
	}

	private void probes() {
		probe("    Liveness", this.container.path("livenessProbe"));
		probe("    Readiness", this.container.path("readinessProbe"));
		probe("    Startup", this.container.path("startupProbe"));
	}

	private void probe(String label, JsonNode probe) {
		if (Fields.has(probe)) {
			this.out.row(label, ProbeText.of(probe));
		}
	}

}
