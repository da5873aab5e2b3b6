package dev.heal.analysis.objects;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.EventReading;
import dev.heal.analysis.condition.Times;

/**
 * The objects of a cluster as far as they are known, of whatever kinds there are.
 */
public final class ClusterObjects {

	private static final int LONGEST_CHAIN = 5;

	/**
	 * Kinds that mention no time to come.
	 */
	private static final String[] TELLING_TIME = { "Pod", "Event", "Node", "Lease", "ReplicaSet", "Deployment", "Job" };

	private final Map<String, List<KubeObject>> kinds;

	private final Map<String, KubeObject> byKey = new HashMap<>();

	private final Map<String, List<EventReading>> events = new HashMap<>();

	private final Set<String> known;

	private final Instant now;

	ClusterObjects(List<KubeObject> objects, Set<String> listed) {
		this.kinds = objects.stream()
			.collect(Collectors.groupingBy(KubeObject::kind, LinkedHashMap::new, Collectors.toList()));
		objects.forEach((object) -> this.byKey.putIfAbsent(object.key(), object));
		this.known = new HashSet<>(listed);
		this.known.addAll(this.kinds.keySet());
		this.now = stream(TELLING_TIME).flatMap((object) -> Times.latestIn(object.node()).stream())
			.max(Comparator.naturalOrder())
			.orElse(Instant.EPOCH);
		stream("Event").map((event) -> new EventReading(event.node(), event.pointer(), event.file()))
			.sorted(Comparator.comparing((event) -> event.lastSeen().orElse(Instant.EPOCH)))
			.forEach((event) -> this.events.computeIfAbsent(involved(event.node()), (_) -> new ArrayList<>())
				.add(event));
	}

	private static String involved(JsonNode event) {
		JsonNode object = event.path("involvedObject");
		String namespace = object.path("namespace").asString("");
		String kind = object.path("kind").asString("");
		return KubeObject.key(kind, kind.equals("Node") ? "" : namespace, object.path("name").asString(""));
	}

	public Stream<KubeObject> stream(String... wanted) {
		return Stream.of(wanted).flatMap((kind) -> this.kinds.getOrDefault(kind, List.of()).stream());
	}

	public Set<String> kinds() {
		return Set.copyOf(this.kinds.keySet());
	}

	/**
	 * Tells whether objects of a kind were looked for, so that one that is not there does
	 * not exist.
	 * @param kind the kind
	 * @return whether they were
	 */
	public boolean knows(String kind) {
		return this.known.contains(kind);
	}

	public Optional<KubeObject> find(String kind, String namespace, String name) {
		return Optional.ofNullable(this.byKey.get(KubeObject.key(kind, namespace, name)));
	}

	public Optional<KubeObject> find(String key) {
		return Optional.ofNullable(this.byKey.get(key));
	}

	/**
	 * Returns the latest time that any of the objects mentions.
	 * @return the time, the epoch when there is none
	 */
	public Instant now() {
		return this.now;
	}

	/**
	 * Returns what is said of an object.
	 * @param object the object
	 * @return its events, oldest first; those of a namesake that is gone do not count
	 */
	public List<EventReading> events(KubeObject object) {
		return this.events.getOrDefault(object.key(), List.of())
			.stream()
			.filter((event) -> isOf(event.node().at("/involvedObject/uid").asString(""), object))
			.toList();
	}

	// a static pod's events carry the digest of its manifest in place of its UID
	private static boolean isOf(String uid, KubeObject object) {
		String mirrored = object.at("/metadata/annotations").path("kubernetes.io/config.mirror").asString("");
		return uid.isEmpty() || object.uid().isEmpty() || uid.equals(object.uid()) || uid.equals(mirrored);
	}

	public Optional<KubeObject> owner(KubeObject object) {
		JsonNode owner = object.controller();
		return find(owner.path("kind").asString(""), object.namespace(), owner.path("name").asString(""));
	}

	/**
	 * Returns what an object is made by in the end.
	 * @param object the object
	 * @return the topmost owner that is known, the object itself when it has none
	 */
	public KubeObject top(KubeObject object) {
		KubeObject top = object;
		for (int step = 0; step < LONGEST_CHAIN; step++) {
			top = owner(top).orElse(top);
		}
		return top;
	}

	public Stream<KubeObject> ownedBy(KubeObject owner, String... wanted) {
		return stream(wanted).filter((object) -> object.namespace().equals(owner.namespace()))
			.filter((object) -> owner(object).filter((made) -> made.key().equals(owner.key())).isPresent());
	}

	/**
	 * Returns the pods that a workload has made, by way of other objects too.
	 * @param workload the workload
	 * @return the pods
	 */
	public Stream<KubeObject> podsOf(KubeObject workload) {
		return stream("Pod").filter((pod) -> pod.namespace().equals(workload.namespace()))
			.filter((pod) -> chain(pod).anyMatch((object) -> object.key().equals(workload.key())));
	}

	/**
	 * Returns an object and all that it belongs to.
	 * @param object the object
	 * @return the chain of its owners
	 */
	public Stream<KubeObject> chain(KubeObject object) {
		return Stream.iterate(Optional.of(object), Optional::isPresent, (link) -> link.flatMap(this::owner))
			.limit(LONGEST_CHAIN)
			.flatMap(Optional::stream);
	}

	/**
	 * Returns what makes pods and is made by nothing else.
	 * @return workloads, and pods that nobody keeps
	 */
	public Stream<KubeObject> makers() {
		return stream("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job", "Pod")
			.filter((object) -> owner(object).isEmpty())
			.filter(Predicate.not(KubeObject::beingDeleted));
	}

	public Stream<KubeObject> in(String namespace, String... wanted) {
		return stream(wanted).filter((object) -> object.namespace().equals(namespace));
	}

	public boolean isNamespace(String name) {
		return find("Namespace", "", name).isPresent()
				|| this.byKey.values().stream().anyMatch((object) -> object.namespace().equals(name));
	}

}
