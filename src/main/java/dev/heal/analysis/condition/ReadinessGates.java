package dev.heal.analysis.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The readiness gates of a pod that are not open, in the words of those who open them.
 */
final class ReadinessGates {

	private final PodReading pod;

	private final ConditionReading ready;

	ReadinessGates(PodReading pod, ConditionReading ready) {
		this.pod = pod;
		this.ready = ready;
	}

	private List<String> closed() {
		return this.pod.pod()
			.at("/spec/readinessGates")
			.valueStream()
			.map((gate) -> gate.path("conditionType").asString(""))
			.filter((type) -> this.pod.condition(type).filter(ConditionReading::isTrue).isEmpty())
			.toList();
	}

	String names() {
		return String.join(", ", closed());
	}

	String words() {
		String words = closed().stream()
			.map(this.pod::condition)
			.flatMap(Optional::stream)
			.map((gate) -> (gate.reason() + ": " + gate.message()).strip())
			.filter((text) -> !text.equals(":"))
			.collect(Collectors.joining("; "));
		return words.isEmpty() ? this.ready.message() : words;
	}

}
