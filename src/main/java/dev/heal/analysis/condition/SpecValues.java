package dev.heal.analysis.condition;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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
			case "registry" -> registry(text(container(), "/image"));
			case "pullSecrets" -> names(at("/spec/imagePullSecrets"));
			case "fileServer" -> joined(at("/spec/volumes"), (volume) -> text(volume, "/nfs/server"));
			case "nodeSelector" -> new NodeDemands(this.pod).toString();
			case "gates" -> names(at("/spec/schedulingGates"));
			case "memoryRequest" -> requests("memory");
			case "cpuRequest" -> requests("cpu");
			case "requests" -> Requests.of(this.pod);
			case "memoryLimit" -> text(container(), "/resources/limits/memory");
			case "serviceAccount" -> text("/spec/serviceAccountName");
			case "runtimeClass" -> text("/spec/runtimeClassName");
			case "priorityClass" -> text("/spec/priorityClassName");
			case "hook" -> hook();
			case "hostUsers" -> text("/spec/hostUsers");
			case "workload" -> PodReading.owner(this.pod.pod()).path("kind").asString("");
			case "claims" -> new PodClaims(this.pod).names();
			case "claimCount" -> String.valueOf(new PodClaims(this.pod).count());
			case "claimWords" -> new PodClaims(this.pod).words();
			case "volumeSecrets" -> joined(at("/spec/volumes"), SpecValues::secret);
			case "resourceClaims" -> joined(at("/spec/resourceClaims"), SpecValues::resourceClaim);
			case "hostPorts" -> hostPorts();
			case "spreadKeys" -> joined(at("/spec/topologySpreadConstraints"), (rule) -> text(rule, "/topologyKey"));
			case "affinityKeys" -> affinityKeys();
			default -> "";
		};
		return Optional.of(value).filter((text) -> !text.isEmpty());
	}

	// no image has a blank in its name: what follows one could be a sentence
	private String image() {
		String image = text(container(), "/image").strip();
		String name = image.split("\\s", 2)[0];
		return name.equals(image) ? image : name + "…";
	}

	private String hook() {
		JsonNode command = container().at("/lifecycle/postStart/exec/command");
		return command.isEmpty() ? "" : Text
			.name("postStart " + command.valueStream().map(JsonNode::asString).collect(Collectors.joining(" ")));
	}

	private JsonNode container() {
		return this.pod.containers()
			.stream()
			.filter((candidate) -> candidate.name().equals(this.container))
			.map(ContainerReading::spec)
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private JsonNode at(String pointer) {
		return this.pod.pod().at(pointer);
	}

	private String text(String pointer) {
		return text(this.pod.pod(), pointer);
	}

	private static String text(JsonNode node, String pointer) {
		return node.at(pointer).asString("");
	}

	private static String registry(String image) {
		int slash = image.indexOf('/');
		String host = (slash > 0) ? image.substring(0, slash) : "";
		return (host.contains(".") || host.contains(":")) ? host : image.isEmpty() ? "" : "docker.io";
	}

	private String requests(String resource) {
		return Requests.of(this.pod, resource);
	}

	private String hostPorts() {
		return this.pod.containers()
			.stream()
			.flatMap((candidate) -> candidate.spec().path("ports").valueStream())
			.map((port) -> port.path("hostPort").asInt(0))
			.filter((port) -> port > 0)
			.map(String::valueOf)
			.distinct()
			.collect(Collectors.joining(", "));
	}

	private String affinityKeys() {
		return Stream.of("podAffinity", "podAntiAffinity")
			.flatMap((kind) -> at("/spec/affinity").path(kind)
				.path("requiredDuringSchedulingIgnoredDuringExecution")
				.valueStream()
				.map((term) -> kind + " over " + term.path("topologyKey").asString("?")))
			.distinct()
			.collect(Collectors.joining(", "));
	}

	/**
	 * Returns the secret by which a volume identifies itself at its server.
	 * @param volume the volume
	 * @return its name, empty where there is none
	 */
	private static String secret(JsonNode volume) {
		return Stream
			.of("/azureFile/secretName", "/csi/nodePublishSecretRef/name", "/flexVolume/secretRef/name",
					"/cephfs/secretRef/name", "/rbd/secretRef/name", "/iscsi/secretRef/name")
			.map((pointer) -> text(volume, pointer))
			.filter((name) -> !name.isEmpty())
			.findFirst()
			.orElse("");
	}

	private static String resourceClaim(JsonNode claim) {
		String name = claim.path("name").asString("");
		String made = Stream.of("resourceClaimName", "resourceClaimTemplateName")
			.map((field) -> claim.path(field).asString(""))
			.filter((text) -> !text.isEmpty())
			.findFirst()
			.orElse("");
		return made.isEmpty() ? name : name + " (" + made + ")";
	}

	private static String names(JsonNode list) {
		return joined(list, (entry) -> text(entry, "/name"));
	}

	private static String joined(JsonNode list, Function<JsonNode, String> words) {
		return list.valueStream()
			.map(words)
			.filter((text) -> !text.isEmpty())
			.distinct()
			.collect(Collectors.joining(", "));
	}

}
