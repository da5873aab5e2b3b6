package dev.heal.kubectl;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Describes a container of any kind, and what became of it.
 */
final class ContainerDescription {

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
		this.out.line("  " + Fields.text(this.container.path("name")) + ":");
		image();
		ports();
		Seccomp.write(this.container, "    ", "      ", this.out);
		words("    Command:", this.container.path("command"));
		words("    Args:", this.container.path("args"));
		state();
		Resources.write(this.container.path("resources"), "    ", this.out);
		probes();
		new EnvironmentDescription(this.pod, this.container, this.out).write();
		MountDescription.write(this.container, this.out);
	}

	private boolean hasStatus() {
		return !this.status.isMissingNode();
	}

	private void image() {
		if (hasStatus()) {
			this.out.row("    Container ID", this.status.path("containerID"));
		}
		this.out.row("    Image", this.container.path("image"));
		if (hasStatus()) {
			this.out.row("    Image ID", this.status.path("imageID"));
		}
	}

	private void ports() {
		ports("    Port", ports("containerPort"));
		ports("    Host Port", ports("hostPort"));
	}

	private void ports(String label, String ports) {
		this.out.row(ports.contains(",") ? label + "s" : label, ports.isEmpty() ? "<none>" : ports);
	}

	private String ports(String kind) {
		return this.container.path("ports")
			.valueStream()
			.map((port) -> Fields.text(port.path(kind), "0") + "/" + Fields.text(port.path("protocol")))
			.collect(Collectors.joining(", "));
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
			if (Fields.has(this.status.path("lastState").path("terminated"))) {
				StateDescription.write("Last State", this.status.path("lastState"), this.out);
			}
			this.out.row("    Ready", Fields.isTrue(this.status.path("ready")) ? "True" : "False");
			this.out.row("    Restart Count", Fields.text(this.status.path("restartCount"), "0"));
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
