package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.ContainerReading.Kind;

/**
 * A pod's object and those of its name's events that are really its own.
 *
 * @param pod the pod
 * @param containers its containers, init containers first
 * @param events its own events, oldest first
 * @param claimEvents what is said of its claims, oldest first
 * @param around what stands around it, a missing node when nothing is known of that
 * @param now the time of the evidence, as far as it is known
 * @param timed whether the time is that of the collection, rather than the latest one
 * that a recording mentions itself
 */
public record PodReading(JsonNode pod, List<ContainerReading> containers, List<EventReading> events,
		List<EventReading> claimEvents, JsonNode around, Instant now, boolean timed) {

	public PodReading {
		containers = List.copyOf(containers);
		events = List.copyOf(events);
		claimEvents = List.copyOf(claimEvents);
	}

	/**
	 * Reads a pod and its events.
	 * @param pod the pod, which may be a missing node
	 * @param events the event list, which may be a missing node
	 * @param around what stands around it, which may be a missing node
	 * @param collectedAt when they were collected; an earlier time than they mention
	 * themselves does not count
	 * @return the reading
	 */
	public static PodReading of(JsonNode pod, JsonNode events, JsonNode around, Instant collectedAt) {
		Instant now = Stream.of(Times.latestIn(pod.path("status")), Times.latestIn(events), Optional.of(collectedAt))
			.flatMap(Optional::stream)
			.max(Instant::compareTo)
			.orElse(collectedAt);
		return new PodReading(pod, containers(pod), events(pod, events), PodClaims.events(pod, events, around), around,
				now, collectedAt.isAfter(Instant.EPOCH));
	}

	private static List<ContainerReading> containers(JsonNode pod) {
		List<ContainerReading> containers = new ArrayList<>();
		addContainers(containers, pod, "initContainers", "initContainerStatuses", Kind.INIT);
		addContainers(containers, pod, "containers", "containerStatuses", Kind.REGULAR);
		addContainers(containers, pod, "ephemeralContainers", "ephemeralContainerStatuses", Kind.EPHEMERAL);
		return containers;
	}

	private static void addContainers(List<ContainerReading> containers, JsonNode pod, String specs, String statuses,
			Kind kind) {
		JsonNode declared = pod.path("spec").path(specs);
		JsonNode reported = pod.path("status").path(statuses);
		for (int index = 0; index < declared.size(); index++) {
			JsonNode spec = declared.path(index);
			String name = spec.path("name").asString("");
			int status = indexOf(reported, name);
			boolean sidecar = kind == Kind.INIT && "Always".equals(spec.path("restartPolicy").asString(""));
			containers.add(new ContainerReading(name, sidecar ? Kind.SIDECAR : kind, spec, reported.path(status),
					"/status/" + statuses + "/" + status, "/spec/" + specs + "/" + index));
		}
		if (declared.isEmpty()) {
			IntStream.range(0, reported.size())
				.mapToObj((index) -> new ContainerReading(reported.path(index).path("name").asString(""), kind,
						pod.path("unknown"), reported.path(index), "/status/" + statuses + "/" + index,
						"/spec/" + specs))
				.forEach(containers::add);
		}
	}

	private static int indexOf(JsonNode statuses, String name) {
		return IntStream.range(0, statuses.size())
			.filter((index) -> name.equals(statuses.path(index).path("name").asString("")))
			.findFirst()
			.orElse(statuses.size());
	}

	private static List<EventReading> events(JsonNode pod, JsonNode events) {
		String uid = uid(pod);
		JsonNode items = events.path("items");
		return IntStream.range(0, items.size())
			.mapToObj((index) -> new EventReading(items.path(index), "/items/" + index))
			.filter((event) -> uid.isEmpty() || belongs(event, uid))
			.sorted((left,
					right) -> left.lastSeen().orElse(Instant.EPOCH).compareTo(right.lastSeen().orElse(Instant.EPOCH)))
			.toList();
	}

	private static boolean belongs(EventReading event, String uid) {
		String involved = event.node().at("/involvedObject/uid").asString("");
		return involved.isEmpty() || involved.equals(uid);
	}

	private static String uid(JsonNode pod) {
		String mirrored = pod.path("metadata").path("annotations").path("kubernetes.io/config.mirror").asString("");
		return mirrored.isEmpty() ? pod.path("metadata").path("uid").asString("") : mirrored;
	}

	public boolean missing() {
		return !this.pod.isObject();
	}

	public String name() {
		return this.pod.at("/metadata/name").asString("");
	}

	public String phase() {
		return this.pod.at("/status/phase").asString("");
	}

	public String node() {
		return this.pod.at("/spec/nodeName").asString("");
	}

	public boolean restartsAlways() {
		return "Always".equals(this.pod.at("/spec/restartPolicy").asString("Always"));
	}

	public boolean scheduled() {
		return !node().isEmpty() || condition("PodScheduled").map(ConditionReading::isTrue).orElse(false);
	}

	public boolean beingDeleted() {
		return this.pod.at("/metadata/deletionTimestamp").isString();
	}

	public Optional<Instant> deletionTime() {
		return Times.of(this.pod.at("/metadata/deletionTimestamp"));
	}

	public Optional<Instant> created() {
		return Times.of(this.pod.at("/metadata/creationTimestamp"));
	}

	public Optional<ContainerReading> container(String name) {
		return this.containers.stream().filter((container) -> container.name().equals(name)).findFirst();
	}

	public Optional<EventReading> lastEvent(Predicate<EventReading> which) {
		return this.events.reversed().stream().filter(which).findFirst();
	}

	public Optional<ConditionReading> condition(String type) {
		return conditions().filter((condition) -> condition.type().equals(type)).findFirst();
	}

	public Stream<ConditionReading> conditions() {
		JsonNode conditions = this.pod.path("status").path("conditions");
		return IntStream.range(0, conditions.size())
			.mapToObj((index) -> new ConditionReading(conditions.path(index), "/status/conditions/" + index));
	}

	/**
	 * Returns the unique identifier of the controller that owns the pod.
	 * @return the identifier, empty when it has none
	 */
	public String ownerUid() {
		return owner(this.pod).path("uid").asString("");
	}

	/**
	 * Returns the controller that an object belongs to.
	 * @param object the object
	 * @return the reference to it, or else its first owner; a missing node when it has
	 * none
	 */
	public static JsonNode owner(JsonNode object) {
		JsonNode owners = object.at("/metadata/ownerReferences");
		return owners.valueStream()
			.filter((owner) -> owner.path("controller").asBoolean(false))
			.findFirst()
			.orElse(owners.path(0));
	}

	/**
	 * Returns the kind of the controller that owns the pod.
	 * @return the kind, empty when it has none
	 */
	public Optional<String> ownerKind() {
		return this.pod.at("/metadata/ownerReferences")
			.valueStream()
			.map((owner) -> owner.path("kind").asString(""))
			.findFirst();
	}

}
