package dev.heal.analysis.workload;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionReading;
import dev.heal.analysis.condition.Conditions;
import dev.heal.analysis.condition.EventReading;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.ObjectCheck;
import dev.heal.analysis.objects.ObjectFinding;
import dev.heal.analysis.objects.ObjectFinding.Standing;

/**
 * What controllers say of the pods that they could not make, by the rules that hold for
 * events and conditions of pods as well. Of several witnesses the latest counts: what an
 * earlier one says may have been mended since.
 */
final class ControllerWords implements ObjectCheck {

	private static final Pattern REFUSED = Pattern.compile("FailedCreate|FailedDaemonPod");

	/**
	 * Conditions of controllers that speak of what is wrong.
	 */
	private static final Set<String> TELLING = Set.of("ReplicaFailure", "Failed");

	private static final Pattern EFFECTS = Pattern
		.compile(".*/(?:rollout-stuck|no-pods|silent-exit|inconclusive|regression|killed.*|pod-deadline)|none/.*");

	private final Conditions conditions = new Conditions();

	@Override
	public Stream<ObjectFinding> find(ClusterObjects objects) {
		return objects.stream("ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController", "Deployment")
			.flatMap((maker) -> find(maker, objects).stream());
	}

	private Optional<ObjectFinding> find(KubeObject maker, ClusterObjects objects) {
		Optional<EventReading> event = Replicas.of(maker).lacksPods() ? refusal(maker, objects) : Optional.empty();
		Optional<ConditionReading> condition = maker.conditions()
			.filter((told) -> told.isTrue() && TELLING.contains(told.type()))
			.filter((told) -> event.isEmpty() || !told.type().equals("ReplicaFailure"))
			.findFirst();
		if (event.isEmpty() && condition.isEmpty()) {
			return Optional.empty();
		}
		PodReading wished = wished(maker, event, condition);
		return this.conditions.read(wished)
			.stream()
			.findFirst()
			.map((finding) -> finding(finding, maker, event, condition, objects));
	}

	private static Optional<EventReading> refusal(KubeObject maker, ClusterObjects objects) {
		return objects.events(maker)
			.stream()
			.filter((event) -> REFUSED.matches(event.reason()))
			.max(Comparator.comparing((event) -> event.lastSeen().orElse(Instant.EPOCH)));
	}

	// makes a reading of the pod that the controller wants, with what is said of it
	private static PodReading wished(KubeObject maker, Optional<EventReading> event,
			Optional<ConditionReading> condition) {
		ObjectNode pod = JsonMapper.shared().createObjectNode();
		pod.putObject("metadata").put("namespace", maker.namespace()).put("name", maker.name());
		pod.set("spec", maker.template().path("spec"));
		ArrayNode conditions = pod.putObject("status").putArray("conditions");
		condition.ifPresent((told) -> conditions.add(told.node()));
		ObjectNode events = JsonMapper.shared().createObjectNode();
		ArrayNode items = events.putArray("items");
		event.ifPresent((told) -> items.add(told.node()));
		return PodReading.of(pod, events, MissingNode.getInstance(), Instant.EPOCH);
	}

	private static ObjectFinding finding(ConditionFinding told, KubeObject maker, Optional<EventReading> event,
			Optional<ConditionReading> condition, ClusterObjects objects) {
		KubeObject top = objects.top(maker);
		Replicas replicas = Replicas.of(maker);
		String lack = (event.isPresent() || !maker.kind().equals("Job")) ? "has %s: ".formatted(replicas) : "failed: ";
		Anchor seen = event.map((said) -> anchor(said))
			.orElseGet(() -> condition.map((said) -> anchor(said, maker)).orElseThrow());
		return ObjectFinding
			.of(top, Standing.FAILURE, told.cause(), told.subtype(), told.confidence(), lack + told.statement(),
					told.remedy())
			.seen(seen, maker.anchor("%s has %s".formatted(maker.title(), replicas), "/status"))
			.affecting(Stream.concat(objects.chain(maker), objects.podsOf(maker)), EFFECTS);
	}

	private static Anchor anchor(EventReading event) {
		return new Anchor(event.reason() + ": " + event.message(), event.object(), event.pointer());
	}

	private static Anchor anchor(ConditionReading condition, KubeObject maker) {
		return new Anchor("condition %s of %s: %s, %s".formatted(condition.type(), maker.title(), condition.reason(),
				condition.message()), maker.file(), condition.pointer());
	}

}
