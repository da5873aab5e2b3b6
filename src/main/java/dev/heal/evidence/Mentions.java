package dev.heal.evidence;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * The ConfigMaps and Secrets that a pod uses, in variables and volumes of any kind.
 */
public final class Mentions {

	private static final Map<String, Set<String>> MEMBERS = Map.of("ConfigMap",
			Set.of("configMap", "configMapRef", "configMapKeyRef"), "Secret",
			Set.of("secret", "secretRef", "secretKeyRef"));

	private Mentions() {
	}

	/**
	 * Finds them.
	 * @param spec the specification of the pod
	 * @param kind {@code ConfigMap} or {@code Secret}
	 * @return their names
	 */
	public static Set<String> of(JsonNode spec, String kind) {
		Set<String> names = new HashSet<>();
		add(names, spec, MEMBERS.getOrDefault(kind, Set.of()));
		return names;
	}

	private static void add(Set<String> names, JsonNode node, Set<String> members) {
		node.propertyStream().filter((member) -> members.contains(member.getKey())).forEach((member) -> {
			JsonNode source = member.getValue();
			names.add(source.path("name").asString(source.path("secretName").asString("")));
		});
		node.forEach((child) -> add(names, child, members));
	}

}
