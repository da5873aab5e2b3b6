package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the volumes of a pod.
 */
final class VolumeDescription {

	private static final String INDENT = "    ";

	private static final String ITEM_INDENT = "      ";

	private static final Layout DOWNWARD_FIELD = Layout.of("""
			{fieldRef.fieldPath} -> {path}
			""");

	private static final Layout DOWNWARD_RESOURCE = Layout.of("""
			{resourceFieldRef.resource} -> {path}
			""");

	private static final Layout PROJECTED_SECRET = Layout.of("""
			SecretName:\t{secret.name}
			Optional:\t{secret.optional:false}
			""");

	private static final Layout PROJECTED_DOWNWARD_API = Layout.of("""
			DownwardAPI:\ttrue
			""");

	private static final Layout PROJECTED_CONFIG_MAP = Layout.of("""
			ConfigMapName:\t{configMap.name}
			Optional:\t{configMap.optional:false}
			""");

	private static final Layout PROJECTED_TOKEN = Layout.of("""
			TokenExpirationSeconds:\t{serviceAccountToken.expirationSeconds}
			""");

	private final TabWriter out;

	private VolumeDescription(TabWriter out) {
		this.out = out;
	}

	static void write(JsonNode volumes, TabWriter out) {
		out.line(volumes.isEmpty() ? "Volumes:\t<none>" : "Volumes:");
		VolumeDescription description = new VolumeDescription(out);
		for (JsonNode volume : volumes) {
			out.line("  " + Fields.text(volume.path("name")) + ":");
			description.source(volume);
		}
	}

	private void source(JsonNode volume) {
		for (VolumeKind kind : VolumeKind.ALL) {
			JsonNode source = volume.path(kind.field());
			if (Fields.has(source)) {
				source(kind, source);
				return;
			}
		}
		this.out.line("  <unknown>");
	}

	private void source(VolumeKind kind, JsonNode source) {
		kind.layout().write(source, this.out, INDENT);
		switch (kind.field()) {
			case "ephemeral" -> claim(source.path("volumeClaimTemplate"));
			case "downwardAPI" -> source.path("items").forEach(this::item);
			case "projected" -> source.path("sources").forEach(this::projection);
			case "csi" -> KeyValues.attributes(source.path("volumeAttributes"), this.out);
			default -> {
			}
		}
	}

	private void claim(JsonNode claim) {
		if (Fields.has(claim)) {
			ClaimDescription.write(claim, INDENT, this.out);
		}
	}

	private void item(JsonNode item) {
		if (Fields.has(item.path("fieldRef"))) {
			DOWNWARD_FIELD.write(item, this.out, ITEM_INDENT);
		}
		if (Fields.has(item.path("resourceFieldRef"))) {
			DOWNWARD_RESOURCE.write(item, this.out, ITEM_INDENT);
		}
	}

	private void projection(JsonNode source) {
		if (Fields.has(source.path("secret"))) {
			PROJECTED_SECRET.write(source, this.out, INDENT);
		}
		else if (Fields.has(source.path("downwardAPI"))) {
			PROJECTED_DOWNWARD_API.write(source, this.out, INDENT);
		}
		else if (Fields.has(source.path("configMap"))) {
			PROJECTED_CONFIG_MAP.write(source, this.out, INDENT);
		}
		else if (Fields.has(source.path("serviceAccountToken"))) {
			PROJECTED_TOKEN.write(source, this.out, INDENT);
		}
	}

}
