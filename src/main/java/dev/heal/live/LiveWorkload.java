package dev.heal.live;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.LiveCluster;

/**
 * A workload as it is now, with what it made.
 *
 * @param target which one
 * @param namespace its namespace
 * @param object the object
 * @param pods its pods
 */
public record LiveWorkload(Target target, String namespace, JsonNode object, List<JsonNode> pods) {

	public LiveWorkload {
		pods = List.copyOf(pods);
	}

	public static LiveWorkload read(LiveCluster cluster, Target target, String namespace) {
		JsonNode object = cluster.object(target.path(namespace))
			.orElseThrow(
					() -> new NoSuchObjectException("There is no %s in namespace %s".formatted(target, namespace)));
		if (target.kind() == Target.Kind.POD) {
			return new LiveWorkload(target, namespace, object, List.of(object));
		}
		List<JsonNode> pods = cluster.list(Target.Kind.POD.path(namespace), selector(object))
			.stream()
			.filter((pod) -> isOwn(pod, target))
			.toList();
		return new LiveWorkload(target, namespace, object, pods);
	}

	// a CronJob has none
	private static String selector(JsonNode object) {
		return object.at("/spec/selector/matchLabels")
			.propertyStream()
			.map((label) -> label.getKey() + "=" + label.getValue().asString(""))
			.collect(Collectors.joining(","));
	}

	private static boolean isOwn(JsonNode pod, Target target) {
		String name = target.kind().kind() + "/" + target.name();
		return PodLook.workload(pod).equals(name) || pod.at("/metadata/ownerReferences")
			.valueStream()
			.anyMatch((owner) -> name.equals(owner.path("kind").asString("") + "/" + owner.path("name").asString("")));
	}

	/**
	 * Stands in for a pod that could not be made.
	 * @return a pod that goes by the name of the workload
	 */
	JsonNode unmade() {
		ObjectNode pod = JsonMapper.shared().createObjectNode();
		pod.putObject("metadata").put("name", this.target.name()).put("namespace", this.namespace);
		pod.putObject("spec");
		pod.putObject("status").put("phase", "Pending");
		return pod;
	}

	/**
	 * Reads what is said of the pods that could not be made.
	 * @param cluster the cluster
	 * @return an {@code EventList} of the workload and of what it made, as if of
	 * {@link #unmade() the pod}
	 */
	JsonNode events(LiveCluster cluster) {
		ObjectNode list = JsonMapper.shared().createObjectNode();
		ArrayNode items = list.putArray("items");
		List<JsonNode> said = Stream.concat(Stream.of(this.target.name()), made(cluster))
			.flatMap((name) -> cluster.events(this.namespace, name).path("items").valueStream())
			.toList();
		Optional<JsonNode> refusal = said.stream()
			.filter(LiveWorkload::isRefusal)
			.max(Comparator.comparing(LiveWorkload::lastSeen));
		said.stream()
			.filter((event) -> !isRefusal(event) || refusal.filter(event::equals).isPresent())
			.map(this::ofPod)
			.forEach(items::add);
		return list;
	}

	private static String lastSeen(JsonNode event) {
		return event.path("lastTimestamp").asString(event.path("eventTime").asString(""));
	}

	// what an earlier one says may have been mended since
	private static boolean isRefusal(JsonNode event) {
		return event.path("reason").asString("").equals("FailedCreate");
	}

	private JsonNode ofPod(JsonNode event) {
		ObjectNode copy = event.deepCopy().asObject();
		copy.putObject("involvedObject")
			.put("kind", "Pod")
			.put("name", this.target.name())
			.put("namespace", this.namespace);
		return copy;
	}

	private Stream<String> made(LiveCluster cluster) {
		return switch (this.target.kind()) {
			case DEPLOYMENT -> made(cluster, Target.Kind.REPLICASET).map(PodLook::name);
			case CRONJOB -> made(cluster, Target.Kind.JOB).map(PodLook::name);
			default -> Stream.empty();
		};
	}

	/**
	 * Reads what it made.
	 * @param cluster the cluster
	 * @param kind what of it
	 * @return the objects
	 */
	public Stream<JsonNode> made(LiveCluster cluster, Target.Kind kind) {
		return cluster.list(kind.path(this.namespace), selector(this.object))
			.stream()
			.filter((object) -> isOwn(object, this.target));
	}

	public LiveWorkload with(List<JsonNode> pods) {
		return new LiveWorkload(this.target, this.namespace, this.object, pods);
	}

	LiveFailure failure(Analysis analysis, Evidence evidence) {
		return new LiveFailure(this.namespace, this.target.kind().kind() + "/" + this.target.name(), this.pods.size(),
				this.pods.stream().map(PodLook::name).toList(), null, 0, analysis, evidence);
	}

	/**
	 * Returns how many pods there should be.
	 * @return the number, empty for what runs to its end
	 */
	Optional<Integer> wanted() {
		return switch (this.target.kind()) {
			case DEPLOYMENT, STATEFULSET, REPLICASET -> Optional.of(this.object.at("/spec/replicas").asInt(1));
			case DAEMONSET -> Optional.of(this.object.at("/status/desiredNumberScheduled").asInt(0));
			case POD, JOB, CRONJOB -> Optional.empty();
		};
	}

}
