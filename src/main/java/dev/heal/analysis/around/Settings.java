package dev.heal.analysis.around;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;

/**
 * Reads the settings of a workload: variables, arguments, and the ConfigMaps that it
 * takes them from.
 */
final class Settings {

	private final KubeObject maker;

	private final ClusterObjects objects;

	private Settings(KubeObject maker, ClusterObjects objects) {
		this.maker = maker;
		this.objects = objects;
	}

	static Stream<Setting> of(KubeObject maker, ClusterObjects objects) {
		return new Settings(maker, objects).all();
	}

	private Stream<Setting> all() {
		return Stream.of("containers", "initContainers").flatMap((list) -> {
			JsonNode containers = this.maker.template().path("spec").path(list);
			return IntStream.range(0, containers.size())
				.boxed()
				.flatMap((index) -> ofContainer(containers.path(index),
						this.maker.templatePointer() + "/spec/" + list + "/" + index));
		});
	}

	private Stream<Setting> ofContainer(JsonNode container, String pointer) {
		return Stream.of(variables(container, pointer), taken(container), words(container, pointer))
			.flatMap((settings) -> settings);
	}

	private Stream<Setting> variables(JsonNode container, String pointer) {
		JsonNode env = container.path("env");
		return IntStream.range(0, env.size()).mapToObj((index) -> {
			String name = env.path(index).path("name").asString("");
			return new Setting("env " + name, name, value(env.path(index)), portBeside(name, env),
					this.maker.anchor("env %s of %s".formatted(name, this.maker.title()), pointer + "/env/" + index));
		});
	}

	// returns the value of a variable, from a ConfigMap too, never from a Secret
	private String value(JsonNode variable) {
		JsonNode reference = variable.at("/valueFrom/configMapKeyRef");
		return reference.isMissingNode() ? variable.path("value").asString("")
				: configMap(reference.path("name").asString(""))
					.map((map) -> map.at("/data").path(reference.path("key").asString("")).asString(""))
					.orElse("");
	}

	private Optional<KubeObject> configMap(String name) {
		return this.objects.find("ConfigMap", this.maker.namespace(), name);
	}

	private String portBeside(String name, JsonNode env) {
		String beside = beside(name);
		return beside.equals(name) ? ""
				: env.valueStream()
					.filter((variable) -> variable.path("name").asString("").equals(beside))
					.map(this::value)
					.findFirst()
					.orElse("");
	}

	private static String beside(String name) {
		return name.replaceFirst("(?i)(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$", "PORT");
	}

	private Stream<Setting> taken(JsonNode container) {
		return container.path("envFrom")
			.valueStream()
			.flatMap((source) -> configMap(source.at("/configMapRef/name").asString("")).stream())
			.flatMap(Settings::entries);
	}

	private static Stream<Setting> entries(KubeObject map) {
		return map.at("/data")
			.propertyStream()
			.map((entry) -> new Setting("%s of %s".formatted(entry.getKey(), map.title()), entry.getKey(),
					entry.getValue().asString(""), map.at("/data").path(beside(entry.getKey())).asString(""),
					map.anchor(entry.getKey() + " of " + map.title(), "/data")));
	}

	private Stream<Setting> words(JsonNode container, String pointer) {
		return List.of("command", "args")
			.stream()
			.flatMap((list) -> IntStream.range(0, container.path(list).size())
				.mapToObj((index) -> new Setting("an argument", "", container.path(list).path(index).asString(""), "",
						this.maker.anchor("an argument of " + this.maker.title(),
								pointer + "/" + list + "/" + index))));
	}

}
