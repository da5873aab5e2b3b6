package dev.heal.analysis.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Weight;
import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.ContainerReading.Kind;
import dev.heal.analysis.condition.Ending;
import dev.heal.analysis.condition.PodReading;

/**
 * Pods with which nothing is wrong, as far as their status tells.
 */
final class Health {

	private static final Remedy NOTHING = new Remedy("none", null, "Nothing.");

	private final PodReading pod;

	Health(PodReading pod) {
		this.pod = pod;
	}

	Optional<ConditionFinding> finding() {
		if (this.pod.phase().equals("Succeeded") || completed()) {
			return none("completed", 0.95, "its containers ended with success");
		}
		if (this.pod.phase().equals("Running") && allWell()) {
			boolean recovered = this.pod.containers().stream().anyMatch((container) -> container.recovered(this.pod));
			return recovered ? none("recovered", 0.8, "it was restarted, and runs and is ready since")
					: none("healthy", 0.95, "all its containers run and are ready");
		}
		if (this.pod.phase().equals("Pending") && !this.pod.containers().isEmpty()) {
			return Optional.of(starting());
		}
		return Optional.empty();
	}

	/**
	 * A pod that has just been made is well; of a recording nobody knows how long it has
	 * been waiting.
	 * @return the finding
	 */
	private ConditionFinding starting() {
		String init = this.pod.containers()
			.stream()
			.filter((container) -> container.kind() == Kind.INIT && container.running())
			.map(ContainerReading::name)
			.findFirst()
			.orElse(null);
		String what = (init != null) ? "it runs, and the pod waits for its end" : "it is still starting";
		Remedy remedy = this.pod.timed() ? NOTHING : new Remedy("investigate", null,
				"Look again: the recording does not tell for how long the pod has been waiting.");
		return finding(this.pod.timed() ? Cause.NONE : Cause.UNKNOWN, "starting", 0.6, init,
				what + ", and nothing is said against it", remedy);
	}

	private boolean completed() {
		return !this.pod.containers().isEmpty() && this.pod.containers()
			.stream()
			.filter(ContainerReading::longRunning)
			.allMatch((container) -> !container.running()
					&& container.ended().filter((ending) -> ending.exitCode() == 0).isPresent()
					&& !this.pod.restartsAlways());
	}

	private boolean allWell() {
		return this.pod.containers()
			.stream()
			.filter(ContainerReading::longRunning)
			.allMatch((container) -> container.running() && container.ready());
	}

	private Optional<ConditionFinding> none(String subtype, double confidence, String statement) {
		return Optional.of(finding(Cause.NONE, subtype, confidence, null, statement, NOTHING));
	}

	private ConditionFinding finding(Cause cause, String subtype, double confidence, @Nullable String container,
			String statement, Remedy remedy) {
		return new ConditionFinding(cause, subtype, confidence, Weight.DECIDES, container, statement, null, subtype,
				anchors(), remedy);
	}

	private List<Anchor> anchors() {
		List<Anchor> anchors = new ArrayList<>();
		anchors.add(Anchor.pod("the phase of the pod is " + this.pod.phase(), "/status/phase"));
		this.pod.containers().forEach((container) -> {
			if (container.running()) {
				anchors.add(Anchor.pod(
						"container %s runs, %s, after %d restarts".formatted(container.name(),
								container.ready() ? "ready" : "not ready", container.restarts()),
						container.pointer() + "/restartCount"));
			}
			else {
				container.ended().ifPresent((ending) -> anchors.add(ended(container, ending)));
			}
		});
		return anchors;
	}

	private static Anchor ended(ContainerReading container, Ending ending) {
		return Anchor.pod("container " + container.name() + " ended with exit code " + ending.exitCode(),
				ending.pointer() + "/exitCode");
	}

}
