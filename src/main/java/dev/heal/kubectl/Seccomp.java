package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the file of a seccomp profile that lies on the node.
 */
final class Seccomp {

	private Seccomp() {
	}

	static void localhostProfile(JsonNode secured, String indent, TabWriter out) {
		JsonNode profile = secured.path("securityContext").path("seccompProfile");
		if (Fields.text(profile.path("type")).equals("Localhost")) {
			out.row(indent + "LocalhostProfile", profile.path("localhostProfile"));
		}
	}

}
