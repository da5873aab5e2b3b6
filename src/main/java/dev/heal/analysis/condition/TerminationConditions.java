package dev.heal.analysis.condition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;

/**
 * What the exit code of a container says.
 */
final class TerminationConditions implements Condition {

	private static final List<String> TOLD_ELSEWHERE = List.of("OOMKilled", "StartError", "ContainerCannotRun",
			"RunContainerError", "ContainerStatusUnknown", "PostStartHookError");

	private static final Map<Integer, String> SIGNALS = Map.of(132, "SIGILL", 133, "SIGTRAP", 134, "SIGABRT", 135,
			"SIGBUS", 136, "SIGFPE", 139, "SIGSEGV", 159, "SIGSYS");

	private static final Map<Integer, String> SIGNAL_SUBTYPES = Map.of(132, "illegal-instruction", 133, "trap", 134,
			"abort", 135, "bus-error", 136, "arithmetic-error", 139, "segfault", 159, "bad-system-call");

	private static final int SIGINT = 130;

	private static final int SIGKILL = 137;

	private static final int SIGTERM = 143;

	@Override
	public Stream<ConditionFinding> find(PodReading pod) {
		return pod.containers()
			.stream()
			.filter((container) -> !container.recovered(pod))
			.flatMap((container) -> container.ended()
				.filter((ending) -> !TOLD_ELSEWHERE.contains(ending.reason()))
				.flatMap((ending) -> finding(pod, container, ending))
				.stream());
	}

	private Optional<ConditionFinding> finding(PodReading pod, ContainerReading container, Ending ending) {
		return switch (ending.exitCode()) {
			case 0 -> endedByItself(pod, container, ending);
			case 78 -> Optional.of(found(container, ending, Cause.CONFIG, "configuration-error", 0.6, Weight.LEANS,
					"it ended with exit code 78, which stands for a configuration error", configuration(container)));
			case 126 -> Optional.of(found(container, ending, Cause.CONFIG, "not-executable", 0.85, Weight.LEANS,
					"its command is there but cannot be executed", command(container)));
			case 127 -> Optional.of(found(container, ending, Cause.CONFIG, "command-not-found", 0.85, Weight.LEANS,
					"a command that it calls does not exist in its image", command(container)));
			case 125, 128 -> Optional.of(found(container, ending, Cause.CONFIG, "bad-exit", 0.6, Weight.LEANS,
					"it could not start its command (exit code " + ending.exitCode() + ")", command(container)));
			case SIGINT, SIGTERM -> Optional.of(stopped(pod, container, ending));
			case SIGKILL -> Optional.of(killed(pod, container, ending));
			case 255, -1 -> Optional.of(outOfRange(pod, container, ending));
			default -> Optional
				.of(SIGNALS.containsKey(ending.exitCode()) ? signal(container, ending) : failed(container, ending));
		};
	}

	private static Optional<ConditionFinding> endedByItself(PodReading pod, ContainerReading container, Ending ending) {
		if (!container.longRunning() || !pod.restartsAlways() || container.restarts() == 0 || pod.beingDeleted()
				|| ProbeConditions.killing(pod, container).isPresent()) {
			return Optional.empty();
		}
		return Optional.of(found(container, ending, Cause.CONFIG, "exits-at-once", 0.75, Weight.LEANS,
				"it ends by itself with exit code 0, again and again, where it should go on running",
				new Remedy("config-update", "command of container " + container.name(),
						"Let container " + container.name()
								+ " run a process that stays in the foreground, or make the workload a Job.")));
	}

	private static ConditionFinding stopped(PodReading pod, ContainerReading container, Ending ending) {
		if (pod.beingDeleted() || !container.longRunning()) {
			return found(container, ending, Cause.NONE, "stopped", 0.8, Weight.LEANS, "it was asked to stop and did",
					nothing());
		}
		return found(container, ending, Cause.UNKNOWN, "stopped", 0.3, Weight.ASKS_LOG,
				"it was asked to stop (exit code " + ending.exitCode() + "), and the events do not say by whom",
				look(container));
	}

	private static ConditionFinding killed(PodReading pod, ContainerReading container, Ending ending) {
		if (pod.beingDeleted() || stopping(pod, container)) {
			return found(container, ending, Cause.NONE, "grace-period-kill", 0.8, Weight.LEANS,
					"it was asked to stop and killed at the end of its grace period",
					new Remedy("none", null, "Nothing failed. If it should end cleanly, let it react to SIGTERM within "
							+ pod.pod().at("/spec/terminationGracePeriodSeconds").asInt(30) + " s."));
		}
		return found(container, ending, Cause.UNKNOWN, "killed", 0.45, Weight.ASKS_LOG,
				"it was killed by SIGKILL (exit code 137), and nothing says by whom: no OOMKilled, no failed probe, no deletion",
				look(container));
	}

	private static boolean stopping(PodReading pod, ContainerReading container) {
		return pod
			.lastEvent((event) -> event.reason().equals("Killing")
					&& (event.container() == null || container.name().equals(event.container()))
					&& !event.message().contains("probe"))
			.isPresent() && container.restarts() == 0;
	}

	private static ConditionFinding outOfRange(PodReading pod, ContainerReading container, Ending ending) {
		if (ending.reason().equals("Unknown")) {
			return found(container, ending, Cause.INFRASTRUCTURE, "node-restart", 0.85, Weight.LEANS,
					"its node " + pod.node() + " or the container runtime there was restarted",
					new Remedy("cluster", "node " + pod.node(), "Look at why node " + pod.node() + " was restarted."));
		}
		return failed(container, ending);
	}

	private static ConditionFinding signal(ContainerReading container, Ending ending) {
		int code = ending.exitCode();
		return found(container, ending, Cause.CODE_BUG, SIGNAL_SUBTYPES.getOrDefault(code, "signal"), 0.75,
				Weight.LEANS, "it was ended by " + SIGNALS.get(code) + " (exit code " + code + ")",
				new Remedy("code-change", null,
						"Find the fault behind " + SIGNALS.get(code) + " with a core dump or a debug build."));
	}

	private static ConditionFinding failed(ContainerReading container, Ending ending) {
		double confidence = (container.kind() == ContainerReading.Kind.EPHEMERAL) ? 0.2 : 0.6;
		return found(container, ending, Cause.UNKNOWN, "silent-exit", confidence, Weight.ASKS_LOG,
				"it ended with exit code " + ending.exitCode(), look(container));
	}

	private static Remedy command(ContainerReading container) {
		return new Remedy("config-update", "command of container " + container.name(),
				"Correct the command of container " + container.name() + ", or put what is missing into its image.");
	}

	private static Remedy configuration(ContainerReading container) {
		return new Remedy("config-update", "container " + container.name(), "Check the configuration of container "
				+ container.name() + " (env, args, mounted files): it exits with 78, EX_CONFIG of sysexits.h.");
	}

	private static Remedy look(ContainerReading container) {
		return new Remedy("investigate", "container " + container.name(),
				"Make container " + container.name() + " log why it exits, then look at its log again.");
	}

	private static Remedy nothing() {
		return new Remedy("none", null, "Nothing: it was stopped on purpose.");
	}

	private static ConditionFinding found(ContainerReading container, Ending ending, Cause cause, String subtype,
			double confidence, Weight weight, String statement, Remedy remedy) {
		return new ConditionFinding(cause, subtype, confidence, weight, container.name(), statement, message(ending),
				subtype + "|" + ending.exitCode(),
				List.of(Anchor.pod("container " + container.name() + " ended with exit code " + ending.exitCode(),
						ending.pointer() + "/exitCode")),
				remedy);
	}

	private static @Nullable String message(Ending ending) {
		return ending.message().isEmpty() ? null : Text.gist(ending.message());
	}

}
