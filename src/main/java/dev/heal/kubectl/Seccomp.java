package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes the seccomp profile of a pod or a container.
 */
final class Seccomp {

	private Seccomp() {
	}

	static void write(JsonNode secured, String indent, String localIndent, TabWriter out) {
		JsonNode profile = secured.path("securityContext").path("seccompProfile");
		if (Fields.has(profile)) {
			out.row(indent + "SeccompProfile", profile.path("type"));
			if (Fields.text(profile.path("type")).equals("Localhost")) {
				out.row(localIndent + "LocalhostProfile", profile.path("localhostProfile"));
			}
		}
	}

}
