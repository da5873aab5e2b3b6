package dev.heal.analysis.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Quantity;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;

/**
 * Memory kills: of the container at its limit, of a child of its main process, of the
 * node.
 */
final class MemoryConditions implements Condition {

	private static final int KILLED = 137;

	/**
	 * The part of a limit that a heap may take.
	 */
	private static final double ROOM = 0.75;

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		return pod.containers()
			.stream()
			.filter((container) -> !container.recovered(pod))
			.flatMap((container) -> container.ended()
				.filter((ending) -> ending.reason().equals("OOMKilled"))
				.map((ending) -> finding(container, ending))
				.stream());
	}

	private static ConditionFinding finding(ContainerReading container, Ending ending) {
		Optional<String> limit = container.resource("limits", "memory");
		boolean child = ending.exitCode() != KILLED;
		String subtype = child ? "child-oom" : limit.isPresent() ? "memory-limit" : "node-oom";
		return new ConditionFinding(Cause.OOM, subtype, 0.97, Weight.DECIDES, container.name(),
				statement(child, limit, ending), ending.message().isEmpty() ? null : ending.message(), subtype,
				anchors(container, ending, limit), remedy(container, limit));
	}

	private static String statement(boolean child, Optional<String> limit, Ending ending) {
		String who = child ? "one of its processes was killed" : "it was killed";
		String why = limit.map((value) -> "it used more memory than its limit of " + value)
			.orElse("its node ran out of memory, and it has no memory limit of its own");
		return who + ": " + why + (child ? " (the main process ended with exit code " + ending.exitCode() + ")" : "");
	}

	private static List<Anchor> anchors(ContainerReading container, Ending ending, Optional<String> limit) {
		Anchor killed = Anchor.pod("container " + container.name() + " was OOMKilled, exit code " + ending.exitCode(),
				ending.pointer() + "/reason");
		return limit
			.map((value) -> List.of(killed,
					Anchor.pod("its memory limit is " + value, container.specPointer() + "/resources/limits/memory")))
			.orElse(List.of(killed));
	}

	private static Remedy remedy(ContainerReading container, Optional<String> limit) {
		String target = "container " + container.name() + " resources.limits.memory";
		return limit
			.map((value) -> new Remedy("resource-increase", target,
					"Raise the memory limit of container " + container.name() + " from " + value + " to " + twice(value)
							+ " as a first step (how much it needs is not known), or make it use less."
							+ heap(container, value)))
			.orElseGet(() -> new Remedy("resource-increase", target, "Give container " + container.name()
					+ " a memory request of what it uses and a limit, so that its node is not overcommitted."));
	}

	/**
	 * Compares what a runtime was told with the limit: a heap that may grow to the limit
	 * leaves no room for the rest of the process.
	 * @param container the container
	 * @param limit its memory limit
	 * @return a sentence, empty when nothing bounds the heap
	 */
	private static String heap(ContainerReading container, String limit) {
		long bytes = Quantity.getAmountInBytes(Quantity.parse(limit)).longValue();
		return HeapSetting.of(container.spec()).map((setting) -> {
			if (setting.bytes().isEmpty()) {
				return " Its heap is bounded by " + setting + ", which grows with the limit.";
			}
			boolean tooLarge = setting.bytes().getAsLong() > bytes * ROOM;
			return tooLarge
					? " Its heap may grow to %s, which leaves too little of %s for the rest of the process: lower it to about %dMi or raise the limit further."
						.formatted(setting, limit, (long) (bytes * ROOM) >> 20)
					: " Its heap is bounded by %s, so that what grew lies beside the heap or is another process."
						.formatted(setting);
		}).orElse("");
	}

	static String twice(String quantity) {
		Quantity parsed = Quantity.parse(quantity);
		try {
			return Long.parseLong(parsed.getAmount()) * 2 + parsed.getFormat();
		}
		catch (NumberFormatException ex) {
			return "twice as much";
		}
	}

}
