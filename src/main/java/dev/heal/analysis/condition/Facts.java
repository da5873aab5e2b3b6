package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.Fact.Source;

/**
 * Collects every reason that a pod's status, conditions and events give.
 */
final class Facts {

	private static final List<String> GOOD_WHEN_FALSE = List.of("DisruptionTarget", "PodResizePending",
			"PodResizeInProgress", "AllContainersRestarting", "ReplicaFailure", "Failed");

	private Facts() {
	}

	static Stream<Fact> of(PodReading pod) {
		return Stream
			.of(ofPod(pod), pod.containers().stream().flatMap(Facts::ofContainer), ofConditions(pod), ofNode(pod),
					SchedulerMessage.facts(pod), pod.events().stream().map(Facts::ofEvent),
					new PodClaims(pod).unbound().map(Facts::ofEvent))
			.flatMap((facts) -> facts);
	}

	private static Stream<Fact> ofPod(PodReading pod) {
		String reason = pod.pod().at("/status/reason").asString("");
		String message = pod.pod().at("/status/message").asString("").strip();
		if (reason.isEmpty() && message.isEmpty()) {
			return Stream.empty();
		}
		return Stream.of(new Fact(Source.POD, reason, message, null, pod.now(),
				Anchor.pod("pod status: " + quote(reason, message), "/status/reason")));
	}

	private static Stream<Fact> ofContainer(ContainerReading container) {
		return Stream.concat(Stream.of(container)
			.filter(ContainerReading::waiting)
			.filter((waiting) -> !waiting.waitingReason().isEmpty())
			.map(Facts::ofWaiting), container.ended().stream().map((ending) -> ofEnding(container, ending)));
	}

	private static Fact ofWaiting(ContainerReading container) {
		String reason = container.waitingReason();
		String message = container.status().at("/state/waiting/message").asString("").strip();
		return new Fact(Source.WAITING, reason, message, container.name(), Instant.MAX,
				Anchor.pod("container " + container.name() + " is waiting: " + quote(reason, message),
						container.pointer() + "/state/waiting/reason"));
	}

	private static Fact ofEnding(ContainerReading container, Ending ending) {
		return new Fact(Source.TERMINATED, ending.reason(), ending.message(), container.name(),
				ending.finished().orElse(Instant.EPOCH),
				Anchor.pod("container " + container.name() + " ended: " + quote(ending.reason(), ending.message())
						+ ", exit code " + ending.exitCode(), ending.pointer() + "/exitCode"));
	}

	private static Stream<Fact> ofConditions(PodReading pod) {
		return pod.conditions()
			.filter((condition) -> condition.isTrue() == GOOD_WHEN_FALSE.contains(condition.type()))
			.map((condition) -> new Fact(Source.CONDITION, condition.type() + "/" + condition.reason(),
					condition.message(), null, condition.since().orElse(Instant.EPOCH),
					Anchor.pod("condition " + condition.type() + ": " + quote(condition.reason(), condition.message()),
							condition.pointer() + "/type")));
	}

	private static Stream<Fact> ofNode(PodReading pod) {
		JsonNode conditions = pod.around().at("/node/status/conditions");
		return IntStream.range(0, conditions.size())
			.mapToObj((index) -> new ConditionReading(conditions.path(index), "/node/status/conditions/" + index))
			.filter((condition) -> condition.isTrue() != condition.type().equals("Ready"))
			.map((condition) -> new Fact(Source.NODE, condition.type() + "/" + condition.reason(), condition.message(),
					null, condition.since().orElse(Instant.EPOCH),
					Anchor.around(
							"condition %s of node %s is %s: %s".formatted(condition.type(), pod.node(),
									condition.status(), quote(condition.reason(), condition.message())),
							condition.pointer())));
	}

	private static Fact ofEvent(EventReading event) {
		return new Fact(Source.EVENT, event.reason(), event.message(), event.container(),
				event.lastSeen().orElse(Instant.EPOCH), Anchor.event(event));
	}

	private static String quote(String reason, String message) {
		return message.isEmpty() ? reason : reason + ", " + Text.gist(message);
	}

}
