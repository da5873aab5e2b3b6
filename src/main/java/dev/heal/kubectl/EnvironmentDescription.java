package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the environment of a container: literals as they are, references by name.
 */
final class EnvironmentDescription {

	private static final String INDENT = "      ";

	private static final Layout SECRET = Layout.of("""
			<set to the key '{key}' in secret '{name}'>\tOptional: {optional:false}
			""");

	private static final Layout CONFIG_MAP = Layout.of("""
			<set to the key '{key}' of config map '{name}'>\tOptional: {optional:false}
			""");

	private final JsonNode pod;

	private final JsonNode container;

	private final TabWriter out;

	EnvironmentDescription(JsonNode pod, JsonNode container, TabWriter out) {
		this.pod = pod;
		this.container = container;
		this.out = out;
	}

	void write() {
		JsonNode sources = this.container.path("envFrom");
		if (!sources.isEmpty()) {
			this.out.line("    Environment Variables from:");
			sources.forEach(this::source);
		}
		JsonNode variables = this.container.path("env");
		this.out.line(variables.isEmpty() ? "    Environment:\t<none>" : "    Environment:");
		variables.forEach(this::variable);
	}

	private void source(JsonNode source) {
		if (Fields.has(source.path("configMapRef"))) {
			source("ConfigMap", source.path("configMapRef"), Fields.text(source.path("prefix")));
		}
		else if (Fields.has(source.path("secretRef"))) {
			source("Secret", source.path("secretRef"), Fields.text(source.path("prefix")));
		}
		else {
			source("", source.path("none"), Fields.text(source.path("prefix")));
		}
	}

	private void source(String kind, JsonNode reference, String prefix) {
		this.out.line(INDENT + Fields.text(reference.path("name")) + "\t" + kind
				+ (prefix.isEmpty() ? "" : " with prefix '" + prefix + "'") + "\tOptional: "
				+ Fields.isTrue(reference.path("optional")));
	}

	private void variable(JsonNode variable) {
		String label = INDENT + Fields.text(variable.path("name"));
		JsonNode source = variable.path("valueFrom");
		if (!Fields.has(source)) {
			literal(label, Fields.text(variable.path("value")));
		}
		else if (Fields.has(source.path("fieldRef"))) {
			this.out.row(label, field(source.path("fieldRef")));
		}
		else if (Fields.has(source.path("resourceFieldRef"))) {
			this.out.row(label, resource(source.path("resourceFieldRef")));
		}
		else if (Fields.has(source.path("secretKeyRef"))) {
			this.out.row(label, SECRET.line(source.path("secretKeyRef")));
		}
		else if (Fields.has(source.path("configMapKeyRef"))) {
			this.out.row(label, CONFIG_MAP.line(source.path("configMapKeyRef")));
		}
	}

	private void literal(String label, String value) {
		String[] lines = value.split("\n", -1);
		this.out.row(label, lines[0]);
		for (int i = 1; i < lines.length; i++) {
			this.out.line(INDENT + "\t" + lines[i]);
		}
	}

	private String field(JsonNode reference) {
		String version = Fields.text(reference.path("apiVersion"));
		String path = Fields.text(reference.path("fieldPath"));
		boolean isVersion = version.indexOf('/') == version.lastIndexOf('/');
		return (isVersion ? field(path) : "") + " (" + version + ":" + path + ")";
	}

	private String field(String path) {
		return switch (path) {
			case "metadata.name" -> Fields.text(this.pod.path("metadata").path("name"));
			case "metadata.namespace" -> Fields.text(this.pod.path("metadata").path("namespace"));
			default -> "";
		};
	}

	private String resource(JsonNode reference) {
		String resource = Fields.text(reference.path("resource"));
		String value = ResourceField.value(reference, this.container.path("resources"));
		boolean unlimited = value.equals("0") && (resource.equals("limits.cpu") || resource.equals("limits.memory"));
		return (unlimited ? "node allocatable" : value) + " (" + resource + ")";
	}

}
