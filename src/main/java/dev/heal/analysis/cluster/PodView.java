package dev.heal.analysis.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.condition.ConditionFinding.Recorded;
import dev.heal.analysis.condition.EventReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.evidence.Evidence;

/**
 * One pod of a set of objects, seen as evidence of a pod is.
 */
final class PodView {

	private static final String SYSTEM = "kube-system";

	private final KubeObject pod;

	private final ClusterObjects objects;

	private final List<EventReading> events;

	private final List<Part> parts = new ArrayList<>();

	PodView(KubeObject pod, ClusterObjects objects) {
		this.pod = pod;
		this.objects = objects;
		this.events = objects.events(pod);
	}

	Evidence evidence(@Nullable Path currentLog, @Nullable Path previousLog) {
		ObjectNode list = JsonMapper.shared().createObjectNode();
		ArrayNode items = list.putArray("items");
		this.events.forEach((event) -> items.add(event.node()));
		return Evidence.recorded(this.pod.node(), list, currentLog, previousLog)
			.around(around())
			.at(this.objects.now());
	}

	private JsonNode around() {
		ObjectNode around = JsonMapper.shared().createObjectNode();
		String node = this.pod.text("/spec/nodeName");
		this.objects.find("Node", "", node).ifPresent((found) -> {
			around.set("node", found.node());
			this.parts.add(new Part("/node", found.file(), found.pointer()));
		});
		if (!node.isEmpty()) {
			put(around, "neighbours", ailing().filter((other) -> other.text("/spec/nodeName").equals(node)));
			put(around, "system", ailing().filter((other) -> other.namespace().equals(SYSTEM)));
		}
		put(around, "claimEvents", this.objects.in(this.pod.namespace(), "Event")
			.filter((event) -> event.text("/involvedObject/kind").equals("PersistentVolumeClaim")));
		put(around, "replicaSets",
				this.objects.owner(this.pod)
					.flatMap(this.objects::owner)
					.stream()
					.flatMap((deployment) -> this.objects.ownedBy(deployment, "ReplicaSet")));
		return around;
	}

	private void put(ObjectNode around, String name, Stream<KubeObject> found) {
		ArrayNode list = around.putArray(name);
		found.limit(50).forEach((object) -> {
			this.parts.add(new Part("/" + name + "/" + list.size(), object.file(), object.pointer()));
			list.add(object.node());
		});
	}

	private Stream<KubeObject> ailing() {
		return this.objects.stream("Pod")
			.filter((other) -> !other.key().equals(this.pod.key()) && !other.beingDeleted()
					&& !other.text("/status/phase").equals("Succeeded"))
			.filter((other) -> !other.condition("Ready").filter((ready) -> ready.isTrue()).isPresent());
	}

	/**
	 * Says where in the recording a claim's evidence stands.
	 * @param claim a claim about the pod's evidence
	 * @return the claim about the recording
	 */
	Claim translate(Claim claim) {
		String path = claim.path();
		if (path == null) {
			return claim;
		}
		if (claim.file().equals(Recorded.POD.file())) {
			return at(claim, this.pod.file(), this.pod.pointer() + path);
		}
		if (claim.file().equals(Recorded.EVENTS.file())) {
			EventReading event = this.events.get(Integer.parseInt(path.replaceAll("^/items/(\\d+).*", "$1")));
			return at(claim, event.object(), event.pointer());
		}
		return this.parts.stream()
			.filter((part) -> path.equals(part.prefix()) || path.startsWith(part.prefix() + "/"))
			.findFirst()
			.map((part) -> at(claim, part.file(), part.pointer() + path.substring(part.prefix().length())))
			.orElse(claim);
	}

	private static Claim at(Claim claim, Recorded file, String pointer) {
		return new Claim(claim.text(), file.file(), null, pointer);
	}

	// a part of the surroundings and where it comes from
	private record Part(String prefix, Recorded file, String pointer) {

	}

}
