package dev.heal.analysis.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The values of a pod's specification that the sentences of rules name.
 */
final class SpecValues {

	private final PodReading pod;

	private final @Nullable String container;

	SpecValues(PodReading pod, @Nullable String container) {
		this.pod = pod;
		this.container = container;
	}

	Optional<String> value(String name) {
		String value = switch (name) {
			case "image" -> image();
			case "pullSecrets" -> names(this.pod.pod().at("/spec/imagePullSecrets"));
			case "nodeSelector" -> labels(this.pod.pod().at("/spec/nodeSelector"));
			case "gates" -> names(this.pod.pod().at("/spec/schedulingGates"));
			case "memoryRequest" -> requests("memory");
			case "cpuRequest" -> requests("cpu");
			case "serviceAccount" -> this.pod.pod().at("/spec/serviceAccountName").asString("");
			case "runtimeClass" -> this.pod.pod().at("/spec/runtimeClassName").asString("");
			default -> "";
		};
		return Optional.of(value).filter((text) -> !text.isEmpty());
	}

	private String image() {
		return this.pod.containers()
			.stream()
			.filter((candidate) -> candidate.name().equals(this.container))
			.map((candidate) -> candidate.spec().path("image").asString(""))
			.findFirst()
			.orElse("");
	}

	private String requests(String resource) {
		List<ContainerReading> asking = this.pod.containers()
			.stream()
			.filter((candidate) -> candidate.resource("requests", resource).isPresent())
			.toList();
		return asking.stream()
			.map((candidate) -> candidate.resource("requests", resource).orElse("")
					+ ((asking.size() > 1) ? " (" + candidate.name() + ")" : ""))
			.collect(Collectors.joining(" + "));
	}

	private static String names(JsonNode list) {
		return list.valueStream().map((entry) -> entry.path("name").asString("")).collect(Collectors.joining(", "));
	}

	private static String labels(JsonNode map) {
		return map.propertyStream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue().asString(""))
			.collect(Collectors.joining(", "));
	}

}
