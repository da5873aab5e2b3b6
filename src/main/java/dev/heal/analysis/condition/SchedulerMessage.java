package dev.heal.analysis.condition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.Fact.Source;

/**
 * What the scheduler says about a pod for which it finds no node: one reason for each
 * group of nodes, first that of the nodes which come nearest to what the pod needs.
 */
final class SchedulerMessage {

	private static final Pattern HEAD = Pattern.compile("^\\d+/(\\d+) nodes are available:?\\s*");

	private static final Pattern TAIL = Pattern.compile("(?s)\\.?\\s*(?:[a-z ]+, )?preemption: .*$|\\.\\s*$");

	/**
	 * How the words of an autoscaler begin, who uses the scheduler's reason too.
	 */
	private static final String AUTOSCALER = "Failed to schedule pod";

	/**
	 * A demand for one zone or one node.
	 */
	private static final Pattern PINNED = Pattern.compile("(?:/|^)(?:zone|hostname)(?:=| In )");

	private SchedulerMessage() {
	}

	static Stream<Fact> facts(PodReading pod) {
		return pod.scheduled() ? Stream.empty()
				: condition(pod).or(() -> event(pod)).stream().flatMap((whole) -> parts(whole, isPinned(pod)));
	}

	private static Optional<Fact> condition(PodReading pod) {
		return pod.condition("PodScheduled")
			.filter((condition) -> !condition.message().isEmpty())
			.map((condition) -> new Fact(Source.SCHEDULER, condition.reason(), condition.message(), null,
					condition.since().orElse(Instant.EPOCH),
					Anchor.pod("not scheduled: " + Text.gist(condition.message()), condition.pointer() + "/message")));
	}

	private static Optional<Fact> event(PodReading pod) {
		return pod
			.lastEvent((event) -> event.reason().equals("FailedScheduling") && !event.message().startsWith(AUTOSCALER))
			.map((event) -> new Fact(Source.SCHEDULER, "Unschedulable", event.message(), null,
					event.lastSeen().orElse(Instant.EPOCH), Anchor.event(event)));
	}

	private static boolean isPinned(PodReading pod) {
		return PINNED.matcher(new NodeDemands(pod).toString()).find();
	}

	private static Stream<Fact> parts(Fact whole, boolean pinned) {
		Matcher head = HEAD.matcher(whole.message());
		boolean isScheduler = head.find();
		int nodes = isScheduler ? Integer.parseInt(head.group(1)) : Integer.MAX_VALUE;
		String text = TAIL.matcher(head.replaceFirst("")).replaceFirst("");
		List<NodeGroup> groups = NodeGroup.in(text, nodes, pinned);
		return groups.stream()
			.map((group) -> new Fact(whole.source(), whole.reason(), group.text(), null, whole.time(), whole.anchor(),
					isScheduler ? others(groups, group) : null));
	}

	private static @Nullable String others(List<NodeGroup> groups, NodeGroup group) {
		String others = groups.stream()
			.filter((other) -> !other.equals(group))
			.map(NodeGroup::text)
			.collect(Collectors.joining(", "));
		return others.isEmpty() ? null : others;
	}

}
