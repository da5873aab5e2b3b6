package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.Fact.Source;

/**
 * What the scheduler says about a pod for which it finds no node: one reason for each
 * group of nodes, those of the largest group first.
 */
final class SchedulerMessage {

	private static final Pattern HEAD = Pattern.compile("^\\d+/\\d+ nodes are available:?\\s*");

	private static final Pattern TAIL = Pattern.compile("(?s)\\.?\\s*preemption: .*$|\\.\\s*$");

	private static final Pattern COUNTED = Pattern.compile("^(\\d+) (.*)$");

	/**
	 * Nodes of the control plane refuse ordinary pods everywhere.
	 */
	private static final Pattern USUAL = Pattern.compile("node-role\\.kubernetes\\.io/(?:control-plane|master)");

	private SchedulerMessage() {
	}

	static Stream<Fact> facts(PodReading pod) {
		return pod.scheduled() ? Stream.empty()
				: condition(pod).or(() -> event(pod)).stream().flatMap(SchedulerMessage::parts);
	}

	private static Optional<Fact> condition(PodReading pod) {
		return pod.condition("PodScheduled")
			.filter((condition) -> !condition.message().isEmpty())
			.map((condition) -> new Fact(Source.SCHEDULER, condition.reason(), condition.message(), null,
					condition.since().orElse(Instant.EPOCH),
					Anchor.pod("not scheduled: " + Text.firstLine(condition.message()),
							condition.pointer() + "/message")));
	}

	private static Optional<Fact> event(PodReading pod) {
		return pod.lastEvent((event) -> event.reason().equals("FailedScheduling"))
			.map((event) -> new Fact(Source.SCHEDULER, "Unschedulable", event.message(), null,
					event.lastSeen().orElse(Instant.EPOCH), Anchor.event(event)));
	}

	private static Stream<Fact> parts(Fact whole) {
		String text = TAIL.matcher(HEAD.matcher(whole.message()).replaceFirst("")).replaceFirst("");
		return Arrays.stream(text.split(", (?=\\d+ )|; "))
			.sorted(Comparator.comparingInt(SchedulerMessage::nodes).reversed())
			.map((part) -> new Fact(whole.source(), whole.reason(), part, null, whole.time(), whole.anchor()));
	}

	private static int nodes(String part) {
		Matcher matcher = COUNTED.matcher(part);
		if (USUAL.matcher(part).find()) {
			return 0;
		}
		return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
	}

}
