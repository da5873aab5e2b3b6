package dev.heal.analysis.around;

import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.KubeObject;

/**
 * The objects that a pod template names.
 */
final class References {

	private References() {
	}

	static Stream<Reference> of(KubeObject maker) {
		JsonNode spec = maker.template().path("spec");
		return Stream.of(single(spec), volumes(spec), containers(spec)).flatMap((references) -> references);
	}

	private static Stream<Reference> single(JsonNode spec) {
		Stream<Reference> secrets = spec.path("imagePullSecrets")
			.valueStream()
			.map((secret) -> new Reference("Secret", secret.path("name"), "", false, "imagePullSecrets"));
		return Stream.concat(
				Stream.of(
						new Reference("ServiceAccount", spec.path("serviceAccountName"), "", false,
								"serviceAccountName"),
						new Reference("PriorityClass", spec.path("priorityClassName"), "", false, "priorityClassName"),
						new Reference("RuntimeClass", spec.path("runtimeClassName"), "", false, "runtimeClassName")),
				secrets)
			.filter((reference) -> !reference.name().isEmpty());
	}

	private static Stream<Reference> volumes(JsonNode spec) {
		return spec.path("volumes").valueStream().flatMap((volume) -> {
			String where = "volume " + volume.path("name").asString("");
			return Stream.of(whole("ConfigMap", volume.at("/configMap/name"), volume.path("configMap"), where),
					whole("Secret", volume.at("/secret/secretName"), volume.path("secret"), where), new Reference(
							"PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName"), "", false, where));
		}).filter((reference) -> !reference.name().isEmpty());
	}

	private static Stream<Reference> containers(JsonNode spec) {
		return Stream.of("initContainers", "containers")
			.flatMap((list) -> spec.path(list).valueStream())
			.flatMap((container) -> Stream.concat(container.path("envFrom").valueStream().flatMap(References::taken),
					container.path("env").valueStream().flatMap(References::variable)))
			.filter((reference) -> !reference.name().isEmpty());
	}

	private static Stream<Reference> taken(JsonNode source) {
		return Stream.of(whole("ConfigMap", source.at("/configMapRef/name"), source.path("configMapRef"), "envFrom"),
				whole("Secret", source.at("/secretRef/name"), source.path("secretRef"), "envFrom"));
	}

	private static Stream<Reference> variable(JsonNode variable) {
		String where = "env " + variable.path("name").asString("");
		return Stream.of(key("ConfigMap", variable.at("/valueFrom/configMapKeyRef"), where),
				key("Secret", variable.at("/valueFrom/secretKeyRef"), where));
	}

	private static Reference whole(String kind, JsonNode name, JsonNode source, String where) {
		return new Reference(kind, name, "", source.path("optional").asBoolean(false), where);
	}

	private static Reference key(String kind, JsonNode source, String where) {
		return new Reference(kind, source.path("name"), source.path("key").asString(""),
				source.path("optional").asBoolean(false), where);
	}

	/**
	 * One object that is named.
	 *
	 * @param kind its kind
	 * @param name its name
	 * @param key the key that it must have, empty when none is named
	 * @param optional whether it may be missing
	 * @param where what names it
	 */
	record Reference(String kind, String name, String key, boolean optional, String where) {

		Reference(String kind, JsonNode name, String key, boolean optional, String where) {
			this(kind, name.asString(""), key, optional, where);
		}

	}

}
