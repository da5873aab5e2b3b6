package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the environment of a container: literals as they are, references by name.
 */
final class EnvironmentDescription {

	private static final String INDENT = "      ";

	private static final Layout SECRET = Layout.of("""
			{name}:\t<set to the key '{valueFrom.secretKeyRef.key}' in secret '{valueFrom.secretKeyRef.name}'>\
			\tOptional: {valueFrom.secretKeyRef.optional:false}
			""");

	private static final Layout CONFIG_MAP = Layout
		.of("""
				{name}:\t<set to the key '{valueFrom.configMapKeyRef.key}' of config map '{valueFrom.configMapKeyRef.name}'>\
				\tOptional: {valueFrom.configMapKeyRef.optional:false}
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
		JsonNode source = variable.path("valueFrom");
		if (!Fields.has(source)) {
			literal(variable);
		}
		else if (Fields.has(source.path("fieldRef"))) {
			field(variable, source.path("fieldRef"));
		}
		else if (Fields.has(source.path("resourceFieldRef"))) {
			resource(variable, source.path("resourceFieldRef"));
		}
		else if (Fields.has(source.path("secretKeyRef"))) {
			SECRET.write(variable, this.out, INDENT);
		}
		else if (Fields.has(source.path("configMapKeyRef"))) {
			CONFIG_MAP.write(variable, this.out, INDENT);
		}
	}

	private void literal(JsonNode variable) {
		String label = INDENT + Fields.text(variable.path("name")) + ":\t";
		for (String line : Fields.text(variable.path("value")).split("\n", -1)) {
			this.out.line(label + line);
			label = INDENT + "\t";
		}
	}

	private void field(JsonNode variable, JsonNode reference) {
		String version = Fields.text(reference.path("apiVersion"));
		String path = Fields.text(reference.path("fieldPath"));
		this.out.row(INDENT + Fields.text(variable.path("name")),
				field(version, path) + " (" + version + ":" + path + ")");
	}

	private String field(String version, String path) {
		boolean isVersion = version.indexOf('/') == version.lastIndexOf('/');
		return switch (path) {
			case "metadata.name" -> isVersion ? Fields.text(this.pod.path("metadata").path("name")) : "";
			case "metadata.namespace" -> isVersion ? Fields.text(this.pod.path("metadata").path("namespace")) : "";
			default -> "";
		};
	}

	private void resource(JsonNode variable, JsonNode reference) {
		String resource = Fields.text(reference.path("resource"));
		String value = ResourceField.value(reference, this.container.path("resources"));
		boolean unlimited = value.equals("0") && (resource.equals("limits.cpu") || resource.equals("limits.memory"));
		this.out.row(INDENT + Fields.text(variable.path("name")),
				(unlimited ? "node allocatable" : value) + " (" + resource + ")");
	}

}
