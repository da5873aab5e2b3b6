package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the claim that is made for an ephemeral volume.
 */
final class ClaimDescription {

	private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";

	private ClaimDescription() {
	}

	static void write(JsonNode claim, String indent, TabWriter out) {
		JsonNode spec = claim.path("spec");
		String volume = Fields.text(spec.path("volumeName"));
		out.row(indent + "StorageClass", storageClass(claim));
		out.row(indent + "Volume", volume);
		KeyValues.nested(claim.path("metadata"), indent, out);
		// a template has no status, which is where the real capacity and access modes are
		out.row(indent + "Capacity", volume.isEmpty() ? "" : "0");
		out.row(indent + "Access Modes", "");
		if (Fields.has(spec.path("volumeMode"))) {
			out.row(indent + "VolumeMode", spec.path("volumeMode"));
		}
		if (Fields.has(spec.path("dataSource"))) {
			dataSource(spec.path("dataSource"), indent, out);
		}
	}

	private static JsonNode storageClass(JsonNode claim) {
		JsonNode annotations = claim.path("metadata").path("annotations");
		return annotations.has(BETA_CLASS) ? annotations.path(BETA_CLASS) : claim.path("spec").path("storageClassName");
	}

	private static void dataSource(JsonNode source, String indent, TabWriter out) {
		out.line(indent + "DataSource:");
		if (Fields.has(source.path("apiGroup"))) {
			out.row(indent + "  APIGroup", source.path("apiGroup"));
		}
		out.row(indent + "  Kind", source.path("kind"));
		out.row(indent + "  Name", source.path("name"));
	}

}
